"""A keyring as a desktop has one, for tests that must not touch the keyring of whoever runs them."""

from __future__ import annotations

import keyring.backend


class DesktopKeyring(keyring.backend.KeyringBackend):
    """Stands for the login keyring of a desktop."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]
