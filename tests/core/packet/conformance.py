"""BagIt bags by description, and the verdict of the standard: RFC 8493 and the drafts before it.

The facts are those of the Library of Congress conformance suite; each bag is built here from its description.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

Pairs = list[tuple[str, str]]  # digest and name
Lines = Callable[[Pairs], list[str]]
Change = Callable[[Path], object]

VALID, WARNING, INVALID = "valid", "warning", "invalid"
POSIX, WINDOWS = "invalid on POSIX", "invalid on Windows"  # we judge them alike everywhere

FIVE = {
    "test1.txt": "1",
    "test2.txt": "2",
    "dir1/test3.txt": "3",
    "dir2/test4.txt": "4",
    "dir2/dir3/test5.txt": "5",
}
TWO = {"bare-filename": "a", "text-file.txt": "b"}
HELLO = {"hello.txt": "hello\n"}
README = {"README": "read me"}


def _digest(algorithm: str, data: bytes) -> str:
    return hashlib.new(algorithm, data, usedforsecurity=False).hexdigest()


def plain(pairs: Pairs) -> list[str]:
    return [f"{digest}  {name}" for digest, name in pairs]


def nothing(root: Path) -> None:
    """Leave the bag as it is."""


@dataclass(frozen=True)
class Bag:
    """One bag. `lines` writes a manifest from digests and names; `change` spoils the finished bag."""

    version: str
    name: str
    verdict: str
    payload: Mapping[str, str] = field(default_factory=lambda: TWO)
    algorithms: tuple[str, ...] = ("md5",)
    encoding: str = "UTF-8"
    declaration: str | None = None  # instead of the right two lines
    information: str | None = "Source-Organization: A\n"
    lines: Lines = plain
    tag_lines: Lines = plain
    fetch: tuple[str, ...] = ()
    end: str = "\n"
    change: Change = nothing

    @property
    def id(self) -> str:
        return f"{self.version} {self.name}"

    def build(self, root: Path) -> Path:
        """The bag in the new folder `root`."""
        for name, text in self.payload.items():
            (root / "data" / name).parent.mkdir(parents=True, exist_ok=True)
            (root / "data" / name).write_bytes(text.encode())
        self._write_tags(root)
        self.change(root)
        return root

    def _write_tags(self, root: Path) -> None:
        tags = {"bagit.txt": self._declared().encode()}
        if self.information is not None:
            information = "bag-info.txt" if self.version > "0.95" else "package-info.txt"
            tags[information] = self.information.replace("\n", self.end).encode(self.encoding)
        if self.fetch:
            urls = "".join(f"http://example.org/a - {name}{self.end}" for name in self.fetch)
            tags["fetch.txt"] = urls.encode(self.encoding)
        payload = {f"data/{name}": text.encode() for name, text in self.payload.items()}
        manifests = {f"manifest-{a}.txt": self._manifest(self.lines, a, payload) for a in self.algorithms}
        tags |= manifests
        listed = dict(tags)
        for algorithm in self.algorithms:
            tags[f"tagmanifest-{algorithm}.txt"] = self._manifest(self.tag_lines, algorithm, listed)
        for name, data in tags.items():
            (root / name).write_bytes(data)

    def _declared(self) -> str:
        if self.declaration is not None:
            return self.declaration
        lines = f"BagIt-Version: {self.version}\nTag-File-Character-Encoding: {self.encoding}\n"
        return lines.replace("\n", self.end)

    def _manifest(self, lines: Lines, algorithm: str, files: Mapping[str, bytes]) -> bytes:
        pairs = [(_digest(algorithm, data), name) for name, data in files.items()]
        return "".join(line + self.end for line in lines(pairs)).encode(self.encoding)


def also(*names: str) -> Lines:
    """A manifest that lists other names besides, with the digest of its first file."""
    return lambda pairs: plain([*pairs, *((pairs[0][0], name) for name in names)])


def twice(beginning: str = "") -> Lines:
    """A manifest that lists its first file twice, the second time with a digest that begins so."""
    return lambda pairs: plain([*pairs, (beginning + pairs[0][0][len(beginning) :], pairs[0][1])])


def renamed(old: str, new: str) -> Lines:
    """A manifest that spells one name in another way."""
    return lambda pairs: plain([(digest, new if name == old else name) for digest, name in pairs])


def encoded(**codes: str) -> Lines:
    """A manifest that writes some characters as codes."""
    return lambda pairs: plain([(digest, _replaced(name, codes)) for digest, name in pairs])


def _replaced(name: str, codes: Mapping[str, str]) -> str:
    for word, character in (("percent", "%"), ("feed", "\n"), ("carriage", "\r")):
        name = name.replace(character, codes.get(word, character))
    return name


def one_of_two(pairs: Pairs) -> list[str]:
    return plain(pairs[:1])


def all_in_md5_alone(pairs: Pairs) -> list[str]:
    """Every file in the manifest of the shortest digests, one in any other."""
    return plain(pairs if len(pairs[0][0]) == 32 else pairs[:1])


def wrong(pairs: Pairs) -> list[str]:
    return plain([(f"deadbeef{digest[8:]}", name) for digest, name in pairs])


def wrong_sha1(pairs: Pairs) -> list[str]:
    return wrong(pairs) if len(pairs[0][0]) == 40 else plain(pairs)


def starred(pairs: Pairs) -> list[str]:
    return [f"{digest} *{name}" for digest, name in pairs]


def dotted(pairs: Pairs) -> list[str]:
    return [f"{digest}  ./{name}" for digest, name in pairs]


def capitals(pairs: Pairs) -> list[str]:
    return [f"{digest.upper()}  {name}" for digest, name in pairs]


def append(name: str, data: bytes = b"!") -> Change:
    def change(root: Path) -> None:
        with (root / name).open("ab") as file:
            file.write(data)

    return change


def remove(name: str) -> Change:
    return lambda root: (root / name).unlink()


def declared(version: str, more: str = "", encoding: str = "UTF-8") -> str:
    return f"BagIt-Version: {version}\nTag-File-Character-Encoding: {encoding}\n{more}"


DUPLICATES = "Contact-Name: A\nContact-Name: B\nCONTACT-NAME: C\n"
SEPARATORS = "Test-Tag:\t1\nTest-Tag :  2\nTest-Tag    :   5\n"
INNER = {
    "bag/bagit.txt": declared("0.97"),
    "bag/bag-info.txt": "Bag-Size: 1 KB\n",
    "bag/manifest-md5.txt": "c4ca4238a0b923820dcc509a6f75849b  data/1.txt\n",
    "bag/data/1.txt": "1",
}
ESCAPED = {
    "dir1/~test3.txt": "3", "%7Edir2/dir3/test5.txt": "5", "%7Edir2/test4.txt": "4", "%7Etest1.txt": "1",
    "%test2.txt": "2",
}  # fmt: skip
DECOMPOSED, COMPOSED = "Nu\u0301n\u0303ez", "N\u00fa\u00f1ez"
OUTSIDE = [
    (POSIX, "absolute-path", "/tmp/foo"),
    (POSIX, "shortcut", "~/foo"),
    (POSIX, "shortcut-username", "~root/foo"),
    (WINDOWS, "absolute-path on Windows", "C:\\Windows\\System32\\setx.exe"),
    (WINDOWS, "shortcut on Windows", "%HomeDrive%\\Windows\\System32\\setx.exe"),
    (WINDOWS, "unc", "\\\\?\\UNC\\server\\Windows\\System32\\setx.exe"),
]
TWO_SHA = ("sha256", "sha512")
FOUR = ("md5", "sha1", "sha256", "sha512")
OLD = ("0.93", "0.94", "0.95", "0.96", "0.97")
DRAFTS = ("0.96", "0.97")
CRLF = "\r\n"

SUITE = [
    *(Bag(v, "basic-bag", VALID, FIVE, end=CRLF) for v in OLD),
    *(Bag(v, "duplicate-metadata-entries", VALID, FIVE, information=DUPLICATES, end=CRLF) for v in OLD),
    *(Bag(v, "bag-in-a-bag", VALID, INNER, end=CRLF) for v in DRAFTS),
    *(Bag(v, "bag-with-encoded-names", VALID, ESCAPED, end=CRLF) for v in DRAFTS),
    *(Bag(v, "bag-with-escapable-characters", VALID, {"a b c.txt": "6"}, end=CRLF) for v in DRAFTS),
    *(Bag(v, "bag-with-leading-dot-slash-in-manifest", VALID, FIVE, end=CRLF,
          lines=renamed("data/test2.txt", "./data/test2.txt")) for v in DRAFTS),
    *(Bag(v, "bag-with-space", VALID, FIVE | {"test 1.txt": "1"}, end=CRLF) for v in DRAFTS),
    *(Bag(v, "holey-bag", VALID, FIVE, end=CRLF, fetch=tuple(f"data/{n}" for n in FIVE)) for v in DRAFTS),
    Bag("0.97", "ISO-8859-1-encoded-tag-files", VALID, encoding="ISO-8859-1"),
    Bag("0.97", "UTF-16-encoded-tag-files", VALID, encoding="UTF-16"),
    Bag("0.97", "minimal-bag", VALID, {"bagit.txt": declared("0.97"), "bag-info.txt": "A: 1\n"}),
    Bag("0.97", "uncommon-metadata-separators", VALID, README, ("sha224",), information=SEPARATORS),
    Bag("0.97", "baginfo-missing-encoding", INVALID, declaration="BagIt-Version: 0.97\n"),
    Bag("0.97", "bom-in-bagit.txt", INVALID, HELLO, declaration=f"\ufeff{declared('0.97')}"),
    Bag("0.97", "corrupt-data-file", INVALID, change=append("data/bare-filename", b"corrupt!")),
    Bag("0.97", "corrupt-tag-file", INVALID, tag_lines=wrong),
    Bag("0.97", "extra-file-in-bag", INVALID, {"foo": "1", "bar": "1"}, lines=one_of_two),
    Bag("0.97", "invalid-version-number", INVALID, README, TWO_SHA, declaration=declared(".97")),
    Bag("0.97", "missing-baginfo", INVALID, change=remove("bag-info.txt")),
    Bag("0.97", "missing-bagit.txt", INVALID, change=remove("bagit.txt")),
    Bag("0.97", "out-of-scope-file-paths-using-dot-notation", INVALID,
        lines=also("../../../README.md", "\\.\\./\\.\\./\\.\\./README.md")),
    Bag("0.97", "out-of-scope-file-paths-using-dot-notation-for-fetch", INVALID,
        fetch=("../../../README.md",)),
    Bag("0.97", "same-filename-listed-twice-with-different-hashes", INVALID, README, TWO_SHA,
        lines=twice("deadbeef")),
    Bag("0.97", "duplicate-file-with-different-case", WARNING, HELLO, ("sha512",),
        lines=also("data/HELLO.txt")),
    Bag("0.97", "made-with-md5sum-tools", WARNING, HELLO, lines=starred, tag_lines=starred),
    Bag("0.97", "relative-path", WARNING, HELLO, ("sha512",), lines=dotted),
    Bag("0.96", "same-filename-listed-twice-with-different-normalization", WARNING, {COMPOSED: ""},
        ("sha512",), information=None, lines=also(f"data/{DECOMPOSED}"), change=append("README")),
    Bag("0.97", "same-filename-listed-twice-with-the-same-hash", WARNING, README, TWO_SHA, lines=twice(),
        change=append("debug")),
    # The suite's own copy has lost .DS_Store on its way; the bag that it means has both.
    Bag("0.97", "special-system-files", WARNING, {".DS_Store": "", "Thumbs.db": ""}, ("sha512",)),
    *(Bag("0.97", f"out-of-scope-file-paths-using-{what}", verdict, lines=also(path))
      for verdict, what, path in OUTSIDE),
    *(Bag("0.97", f"out-of-scope-file-paths-using-{what}-for-fetch", verdict, fetch=(path,))
      for verdict, what, path in OUTSIDE),
    Bag("1.0", "basicBag", VALID, HELLO, ("sha512",), information=None),
    Bag("1.0", "bagit-with-invalid-whitespace", INVALID, README, TWO_SHA,
        declaration=declared("1.0").replace(":", " :")),
    Bag("1.0", "notAllManifestsListAllFiles", INVALID, {"hello.txt": "h", "missing.txt": "m"}, ("sha512",),
        lines=one_of_two),
    Bag("1.0", "same-filename-listed-twice-with-different-hashes", INVALID, README, TWO_SHA,
        lines=twice("deadbeef")),
    Bag("1.0", "same-filename-listed-twice-with-the-same-hash", INVALID, README, TWO_SHA, lines=twice(),
        change=append("debug")),
]  # fmt: skip

BEYOND = [  # what the suite does not ask, by the words of RFC 8493
    Bag("1.0", "line feed, return and percent in names", VALID, {"a\nb": "1", "c\rd": "2", "50%25.txt": "3"},
        lines=encoded(percent="%25", feed="%0A", carriage="%0d")),
    Bag("0.97", "line feed in a name", VALID, {"a\nb": "1", "50%25.txt": "3"}, lines=encoded(feed="%0A")),
    Bag("1.0", "percent not encoded", INVALID, {"50%25.txt": "3"}),
    Bag("1.0", "a file in one of two payload manifests", INVALID, TWO, FOUR, lines=all_in_md5_alone),
    Bag("0.97", "a file in one of two payload manifests", VALID, TWO, FOUR, lines=all_in_md5_alone),
    Bag("1.0", "four algorithms", VALID, TWO, FOUR),
    Bag("1.0", "one of four algorithms differs", INVALID, TWO, FOUR, lines=wrong_sha1),
    Bag("1.0", "no bag-info.txt", VALID, information=None),
    Bag("1.0", "a tag file of no manifest", VALID, change=append("notes.txt")),
    Bag("1.0", "a tag manifest that leaves out the payload manifest", INVALID, tag_lines=one_of_two),
    Bag("1.0", "a tag manifest that lists a tag manifest", INVALID, tag_lines=also("tagmanifest-md5.txt")),
    Bag("1.0", "a tag manifest that lists payload", INVALID, {"a": declared("1.0")},
        tag_lines=also("data/a")),
    Bag("1.0", "no payload manifest", INVALID, change=remove("manifest-md5.txt")),
    Bag("1.0", "no tag manifest", VALID, change=remove("tagmanifest-md5.txt")),
    Bag("1.0", "payload size right", VALID, information="Payload-Oxum: 2.2\n"),
    Bag("1.0", "payload size wrong", INVALID, information="Payload-Oxum: 3.2\n"),
    Bag("1.0", "payload size of five thousand digits", INVALID,
        information=f"Payload-Oxum: {'9' * 5000}.2\n"),
    Bag("1.0", "payload missing", INVALID, change=remove("data/bare-filename")),
    Bag("1.0", "still to be fetched", INVALID, fetch=("data/bare-filename",),
        change=remove("data/bare-filename")),
    Bag("1.0", "fetch.txt that lists what no manifest does", INVALID, fetch=("data/new.txt",)),
    Bag("1.0", "fetch.txt that cannot be read", INVALID, fetch=("",)),
    Bag("1.0", "separators of Windows", INVALID, {"a/b.txt": "1"},
        lines=renamed("data/a/b.txt", "data\\a\\b.txt")),
    Bag("1.0", "unicode decomposed by a Mac", WARNING, {DECOMPOSED: "1"},
        lines=renamed(f"data/{DECOMPOSED}", f"data/{COMPOSED}")),
    Bag("1.0", "two files that differ in case alone", WARNING, {"a.txt": "1", "A.txt": "2"}),
    Bag("1.0", "digests in capitals", VALID, lines=capitals),
    Bag("1.0", "an unknown algorithm beside a known one", INVALID,
        change=append("manifest-crc32.txt", b"00  data/x")),
    Bag("1.0", "gb18030 tag files", VALID, {"申报书.txt": "1"}, encoding="gb18030"),
    Bag("1.0", "an encoding that nobody knows", INVALID, declaration=declared("1.0", encoding="klingon")),
    Bag("1.0", "an encoding that is no text", INVALID, declaration=declared("1.0", encoding="zip")),
    Bag("1.0", "tag files not in their encoding", INVALID, {"é": "1"}, encoding="ISO-8859-1",
        declaration=declared("1.0")),
    Bag("1.0", "a third line in bagit.txt", INVALID, declaration=declared("1.0", "A: b\n")),
    Bag("2.0", "a version that is not there yet", INVALID),
    Bag("1.0", "system litter among the payload", INVALID, change=append("data/Thumbs.db")),
]  # fmt: skip
