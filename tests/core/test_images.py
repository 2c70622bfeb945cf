import io
import random
import struct
import zlib

import pytest
from PIL import Image, ImageCms, PngImagePlugin

from nswp_members.core import images
from nswp_members.core.errors import (
    DomainError,
    ImageTooBig,
    ImageTooManyPixels,
    ImageTooNarrow,
    ImageTooSmall,
    NotAnImage,
)
from nswp_members.core.images import SafeImage, remade

SECRET = b"CANARY"
RED, BLUE = (220, 20, 20), (20, 20, 220)


def file_of(picture: Image.Image, kind: str, **options: object) -> bytes:
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def flag(width: int = 200, height: int = 100, mode: str = "RGB") -> Image.Image:
    """Return a picture that is red on the left and blue on the right."""
    picture = Image.new("RGB", (width, height), RED)
    picture.paste(BLUE, (width // 2, 0, width, height))
    return picture.convert(mode)


def exif(orientation: int = 1) -> Image.Exif:
    found = Image.Exif()
    found[0x010E] = "CANARY description"
    found[0x0112] = orientation
    found.get_ifd(0x8825)[2] = (51.0, 30.0, 0.0)
    found.get_ifd(0x8825)[29] = "CANARY"
    return found


def opened(made: SafeImage) -> Image.Image:
    picture = Image.open(io.BytesIO(made.data))
    picture.load()
    return picture


def is_near(colour: object, wanted: tuple[int, ...]) -> bool:
    assert isinstance(colour, tuple)
    return all(abs(one - other) <= 25 for one, other in zip(colour, wanted, strict=True))


def swapped_profile() -> bytes:
    """Return the sRGB profile with the colours of red and blue changed over."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return profile.replace(b"rXYZ", b"_XYZ").replace(b"bXYZ", b"rXYZ").replace(b"_XYZ", b"bXYZ")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_a_picture_comes_out_as_webp_and_looks_the_same(kind: str) -> None:
    made = remade(file_of(flag(), kind), longest_side=100)

    picture = opened(made)
    assert (picture.format, picture.mode, picture.size) == ("WEBP", "RGB", (100, 50))
    assert (made.width, made.height) == (100, 50)
    assert is_near(picture.getpixel((10, 25)), RED)
    assert is_near(picture.getpixel((90, 25)), BLUE)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_nothing_is_left_of_what_stands_around_the_pixels(kind: str) -> None:
    extra = PngImagePlugin.PngInfo()
    extra.add_text("Comment", "CANARY")
    options = {
        "JPEG": {"comment": SECRET, "xmp": b"<x>CANARY</x>"},
        "PNG": {"pnginfo": extra},
        "WEBP": {"xmp": b"<x>CANARY</x>"},
    }
    sent = file_of(flag(), kind, exif=exif(), icc_profile=swapped_profile(), **options[kind]) + SECRET
    assert sent.count(SECRET) >= 2

    made = remade(sent, longest_side=100)

    assert SECRET not in made.data
    assert [made.data[at : at + 4] for at in (0, 8, 12)] == [b"RIFF", b"WEBP", b"VP8 "]
    assert int.from_bytes(made.data[4:8], "little") + 8 == len(made.data)
    assert not {"exif", "xmp", "icc_profile", "comment"} & set(opened(made).info)


def test_a_photo_is_turned_upright() -> None:
    made = remade(file_of(flag(), "JPEG", exif=exif(orientation=6)), longest_side=100)

    assert (made.width, made.height) == (50, 100)
    assert is_near(opened(made).getpixel((25, 10)), RED)
    assert is_near(opened(made).getpixel((25, 90)), BLUE)


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_colours_of_another_profile_are_converted(kind: str) -> None:
    made = remade(file_of(flag(), kind, icc_profile=swapped_profile()), longest_side=100)

    red, _green, blue = opened(made).getpixel((10, 25))  # type: ignore[misc]
    assert blue > red


def test_a_broken_profile_is_left_out() -> None:
    made = remade(file_of(flag(), "PNG", icc_profile=b"nothing of the sort"), longest_side=100)

    assert is_near(opened(made).getpixel((10, 25)), RED)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16"])
def test_every_kind_of_pixel_is_understood(mode: str) -> None:
    dark = Image.new("L", (64, 64), 40)
    sent = Image.new("I;16", (64, 64), 40 * 256) if mode == "I;16" else dark.convert(mode)

    made = remade(file_of(sent, "JPEG" if mode == "CMYK" else "PNG"), longest_side=64)

    grey = opened(made).convert("L").getpixel((30, 30))
    assert isinstance(grey, int)
    assert grey <= 65


def test_a_logo_keeps_what_is_transparent_but_not_what_was_hidden_there() -> None:
    sent = Image.new("RGBA", (64, 64), (255, 0, 0, 0))
    sent.paste((0, 0, 255, 255), (0, 0, 32, 64))

    picture = opened(remade(file_of(sent, "PNG"), longest_side=64, transparent=True))

    assert picture.mode == "RGBA"
    assert picture.getpixel((60, 30)) == (0, 0, 0, 0)
    assert is_near(picture.getpixel((4, 30)), (0, 0, 255, 255))


def test_a_photo_gets_a_white_ground() -> None:
    picture = opened(remade(file_of(Image.new("RGBA", (64, 64), (255, 0, 0, 0)), "PNG"), longest_side=64))

    assert is_near(picture.getpixel((30, 30)), (255, 255, 255))


def test_only_the_first_frame_of_a_moving_picture_is_kept() -> None:
    frames = [Image.new("RGB", (32, 32), colour) for colour in (RED, BLUE)]
    sent = file_of(frames[0], "GIF", save_all=True, append_images=frames[1:])

    picture = opened(remade(sent, longest_side=32))

    assert getattr(picture, "n_frames", 1) == 1
    assert is_near(picture.getpixel((9, 9)), RED)


def test_a_picture_full_of_detail_is_made_small_enough() -> None:
    noise = Image.frombytes("RGB", (1600, 1600), random.Random(1).randbytes(1600 * 1600 * 3))

    made = remade(file_of(noise, "JPEG"), longest_side=1600)

    assert len(made.data) <= images.MAX_RESULT_BYTES


def test_a_small_picture_is_not_blown_up() -> None:
    assert remade(file_of(flag(40, 20), "PNG"), longest_side=512).width == 40


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def claimed_png(width: int, height: int, data: bytes = b"") -> bytes:
    """Return a PNG that says it has this size."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", data) + chunk(b"IEND", b"")


@pytest.mark.parametrize("side", [6400, 10_000, 50_000])
def test_a_decompression_bomb_is_refused_before_it_is_decoded(side: int) -> None:
    with pytest.raises(ImageTooManyPixels):
        remade(claimed_png(side, side, zlib.compress(b"")), longest_side=100)


@pytest.mark.parametrize(
    ("sent", "refusal"),
    [
        (b"", NotAnImage),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", NotAnImage),
        (b"%PDF-1.7", NotAnImage),
        (file_of(flag(), "BMP"), NotAnImage),
        (file_of(flag(), "TIFF"), NotAnImage),
        (file_of(flag(), "PNG")[:300], NotAnImage),
        (file_of(flag(), "JPEG")[:700], NotAnImage),
        (claimed_png(64, 64, b"not zlib"), NotAnImage),
        (file_of(flag(15, 40), "PNG"), ImageTooSmall),
        (file_of(flag(20, 201), "PNG"), ImageTooNarrow),
        (file_of(flag(), "PNG") + bytes(images.MAX_UPLOAD_BYTES), ImageTooBig),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else str(value[:12]),
)
def test_everything_else_is_refused(sent: bytes, refusal: type[DomainError]) -> None:
    with pytest.raises(refusal):
        remade(sent, longest_side=100)


@pytest.mark.filterwarnings("ignore::UserWarning:PIL")
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_a_damaged_file_is_read_or_refused_and_breaks_nothing(kind: str) -> None:
    dice = random.Random(kind)
    sound = file_of(flag(), kind, **({} if kind == "GIF" else {"exif": exif(), "icc_profile": swapped_profile()}))

    for _ in range(150):
        damaged = bytearray(sound)
        for _ in range(dice.randint(1, 6)):
            damaged[dice.randrange(len(damaged))] = dice.randrange(256)
        try:
            made = remade(bytes(damaged), longest_side=64)
        except DomainError:
            continue
        assert opened(made).format == "WEBP"
