"""What the launchers run: the program, as a bundle whose executable is the launcher itself."""

import sys

sys.frozen = True  # type: ignore[attr-defined]  # the processes that it starts are the launcher again

from aimed_desktop.__main__ import main  # noqa: E402 - after `frozen`

sys.exit(main())
