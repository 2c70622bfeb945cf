"""Pictures that strangers sent, made anew so that nothing but what can be seen is left of them.

A file is what its bytes say, never what its name says. Only the pixels of the first frame are taken over: no EXIF, no
place, no XMP, no comment, no colour profile (the colours are converted to sRGB), no colour under what is transparent.
"""

import struct
import zlib
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageCms, ImageFile, ImageOps

from nswp_members.core.errors import ImageTooBig, ImageTooManyPixels, ImageTooNarrow, ImageTooSmall, NotAnImage

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
MAX_UPLOAD_BYTES = 8 * 1024 * 1024
MAX_PIXELS = 40_000_000
MAX_PIXELS_AT_ONCE = 16_000_000
MAX_RATIO = 10
MIN_SIDE = 16
MAX_RESULT_BYTES = 400_000
QUALITIES = (85, 75, 60, 45, 30)
# What Pillow raises on broken files, besides the subclasses of OSError that are meant for it.
BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    LookupError,
    ArithmeticError,
    AttributeError,
    EOFError,
    struct.error,
    zlib.error,
)
BOMB = (Image.DecompressionBombError, Image.DecompressionBombWarning)


@dataclass(frozen=True)
class SafeImage:
    """A WebP file of our own making, with its size in pixels."""

    data: bytes
    width: int
    height: int


def remade(data: bytes, *, longest_side: int, transparent: bool = False) -> SafeImage:
    """Return a picture as WebP, no side longer than this many pixels, at most `MAX_RESULT_BYTES`.

    Where transparency is not kept, white takes its place. Raises `ImageTooBig`, `ImageTooManyPixels`,
    `ImageTooNarrow`, `ImageTooSmall` or `NotAnImage`.
    """
    if len(data) > MAX_UPLOAD_BYTES:
        raise ImageTooBig
    # WeasyPrint lets every picture of the process be cut off.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with Image.open(BytesIO(data), formats=FORMATS) as found:
            _require_sane_size(*found.size)
            found.draft(None, (2 * longest_side, 2 * longest_side))
            if found.width * found.height > MAX_PIXELS_AT_ONCE:
                raise ImageTooManyPixels
            picture = _pixels(found, transparent=transparent)
    except BOMB as error:
        raise ImageTooManyPixels from error
    except BROKEN as error:
        raise NotAnImage from error
    picture.thumbnail((longest_side, longest_side), Image.Resampling.LANCZOS)
    return _encoded(picture)


def _require_sane_size(width: int, height: int) -> None:
    """Refuse a size before anything is decoded."""
    if width * height > MAX_PIXELS:
        raise ImageTooManyPixels
    if min(width, height) < MIN_SIDE:
        raise ImageTooSmall
    if max(width, height) > MAX_RATIO * min(width, height):
        raise ImageTooNarrow


def _pixels(found: Image.Image, *, transparent: bool) -> Image.Image:
    """Return the first frame as it is meant to be seen, upright and in sRGB, without anything around it."""
    profile = found.info.get("icc_profile")
    picture = ImageOps.exif_transpose(found)
    if picture.mode.startswith("I"):
        picture = picture.convert("I").point(lambda value: value / 256).convert("L")
    if picture.mode not in ("L", "RGB", "RGBA", "CMYK"):
        picture = picture.convert("RGBA")
    if "transparency" in picture.info:
        picture = picture.convert("RGBA")
    if profile:
        picture = _in_srgb(picture, profile)
    # What is transparent loses its colours on the way: something may have been hidden there.
    picture = picture.convert("RGBA").convert("RGBa").convert("RGBA")
    if not transparent:
        picture = Image.alpha_composite(Image.new("RGBA", picture.size, "white"), picture).convert("RGB")
    return Image.frombytes(picture.mode, picture.size, picture.tobytes())


def _in_srgb(picture: Image.Image, profile: bytes) -> Image.Image:
    """Return the picture with its colours converted; a profile that does not fit it is left out."""
    mode = "RGBA" if picture.mode == "RGBA" else "RGB"
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        converted = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode=mode)
    except (ImageCms.PyCMSError, OSError):
        return picture
    return converted or picture


def _encoded(picture: Image.Image) -> SafeImage:
    """Return the picture in the best quality that is small enough; where none is, of a smaller size."""
    while True:
        for quality in QUALITIES:
            file = BytesIO()
            picture.save(file, "WEBP", quality=quality, method=4)
            if file.tell() <= MAX_RESULT_BYTES:
                return SafeImage(file.getvalue(), picture.width, picture.height)
        smaller = (picture.width * 3 // 4, picture.height * 3 // 4)
        picture = picture.resize(smaller, Image.Resampling.LANCZOS)
