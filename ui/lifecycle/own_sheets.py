"""Serves the unit's own sheets: 网上填报, 用印和签字, 联合单位盖章, 材料报送清单."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from aimed_desktop.services.own_sheets import make_handover_list
from ui.desk.session import Session
from ui.lifecycle.lifecycle_controller import LifecycleController
from ui.lifecycle.online_filing import OnlineFiling
from ui.lifecycle.seal_sheets import SealSheets
from ui.lifecycle.sheet_making import SheetMaking
from ui.pages.final_page import FinalPage
from ui.pages.stamp_page import StampPage
from ui.pages.submit_page import SubmitPage


class OwnSheets(QObject):
    """`changed` tells that something is to be saved with the application; `folder_used` where files went."""

    changed = Signal()
    folder_used = Signal(str)

    def __init__(
        self,
        session: Session,
        controller: LifecycleController,
        final: FinalPage,
        stamp: StampPage,
        submit: SubmitPage,
    ) -> None:
        super().__init__(submit)
        self._session, self._controller, self._submit = session, controller, submit
        stamped = SheetMaking(session, stamp, final.folder_line.folder)
        handed = SheetMaking(session, submit, submit.folder_line.folder)
        self.online = OnlineFiling(session, submit)
        self.seals = SealSheets(session, controller, stamp, stamped)
        submit.handover.wanted.connect(
            partial(handed.make, submit.handover, make_handover_list, "材料报送清单")
        )
        for noting in (self.online, self.seals):
            noting.changed.connect(self.changed)
        for maker in (self.online, stamped, handed):
            maker.folder_used.connect(self.folder_used)

    def show(self) -> None:
        """What is known of the version as it stands."""
        from aimed_desktop.packet.routes import copies, own_route

        app, notice = self._session.app, self._session.notice
        route, standing = own_route(app, notice), self._controller.standing
        is_by_paper = route is not None and "paper" in route.by
        self._submit.handover.setVisible(is_by_paper and standing.is_locked)
        self._submit.packing.mail_limit.setVisible(route is None or "mail" in route.by)
        papers = tuple((each.slot, each.file) for each in app.materials)
        self._submit.handover.show_basis((standing.version, copies(app, notice), route, papers))
        self._submit.packing.show_part("papers", (copies(app, notice), papers))
        self.online.show()
        self.seals.show()
