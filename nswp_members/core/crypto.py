"""Keys and what is done with them: field encryption, blind look-up, signed tokens."""

import hashlib
import hmac
import json
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from itsdangerous import BadSignature, URLSafeSerializer

PADDED_LENGTH = 64


class Keyring:
    """The keys of this process; empty until the factory fills it."""

    def __init__(self) -> None:
        self._fields: MultiFernet | None = None
        self._lookup_key = b""
        self._secret_key = ""

    def load(self, *, field_keys: list[str], lookup_key: str, secret_key: str) -> None:
        """Take the keys; the first field key encrypts, all of them decrypt (rotation)."""
        self._fields = MultiFernet([Fernet(key) for key in field_keys])
        self._lookup_key = lookup_key.encode()
        self._secret_key = secret_key

    @property
    def fields(self) -> MultiFernet:
        """The field cipher; raises RuntimeError before the factory has loaded the keys."""
        if self._fields is None:
            raise RuntimeError("The keyring is empty: create the app first.")
        return self._fields

    def encrypt(self, context: str, value: Any) -> bytes:
        """Encrypt a JSON value; short values are padded to one length so that size tells nothing."""
        text = json.dumps([context, value], ensure_ascii=False).encode()
        padded = text.ljust(-(-len(text) // PADDED_LENGTH) * PADDED_LENGTH)
        return self.fields.encrypt(padded)

    def decrypt(self, context: str, ciphertext: bytes) -> Any:
        """Decrypt what `encrypt` made for the same context; raises ValueError for any other."""
        try:
            stored_context, value = json.loads(self.fields.decrypt(ciphertext))
        except InvalidToken as error:
            raise ValueError(f"A value of {context} cannot be decrypted with the present keys.") from error
        if stored_context != context:
            raise ValueError(f"A value of {context} was written for another column.")
        return value

    def encrypt_bytes(self, context: str, data: bytes) -> bytes:
        """Encrypt a file; its size stays to be seen."""
        return self.fields.encrypt(context.encode() + b"\0" + data)

    def decrypt_bytes(self, context: str, ciphertext: bytes) -> bytes:
        """Decrypt what `encrypt_bytes` made for the same context; raises ValueError for any other."""
        try:
            stored_context, _, data = self.fields.decrypt(ciphertext).partition(b"\0")
        except InvalidToken as error:
            raise ValueError(f"A file of {context} cannot be decrypted with the present keys.") from error
        if stored_context != context.encode():
            raise ValueError(f"A file of {context} was written for another row.")
        return data

    def lookup(self, context: str, text: str) -> bytes:
        """Return the blind index (32 bytes) by which an encrypted text can be found again."""
        return hmac.new(self._lookup_key, f"{context}\0{text}".encode(), hashlib.sha256).digest()

    def sign(self, purpose: str, *parts: str) -> str:
        """Return a URL-safe token that only this app can make."""
        return str(URLSafeSerializer(self._secret_key, salt=purpose).dumps(parts))

    def unsign(self, purpose: str, token: str) -> tuple[str, ...] | None:
        """Return the parts of a token, or None if it was not made by us for this purpose."""
        try:
            parts = URLSafeSerializer(self._secret_key, salt=purpose).loads(token)
        except BadSignature:
            return None
        return tuple(parts)


keyring = Keyring()
