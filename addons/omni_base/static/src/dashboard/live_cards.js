import { onWillUnmount, useExternalListener } from "@odoo/owl";

import { browser } from "@web/core/browser/browser";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { kanbanView } from "@web/views/kanban/kanban_view";
import { KanbanController } from "@web/views/kanban/kanban_controller";

const NEWS = "omni_base.problems";
const PAUSE = 500;
const MINUTE = 60_000;

/** Cards whose figures are those of now: read again at the bell's news, and once a minute. */
export class LiveCardsController extends KanbanController {
    setup() {
        super.setup();
        this.bus = useService("bus_service");
        const soon = () => this.readSoon();
        this.bus.subscribe(NEWS, soon);
        const timer = browser.setInterval(soon, MINUTE);
        useExternalListener(document, "visibilitychange", soon);
        onWillUnmount(() => {
            this.bus.unsubscribe(NEWS, soon);
            browser.clearInterval(timer);
            browser.clearTimeout(this.waiting);
        });
    }

    /** Many pieces of news at once are read once; who does not look asks nothing. */
    readSoon() {
        browser.clearTimeout(this.waiting);
        if (document.visibilityState === "visible") {
            this.waiting = browser.setTimeout(() => this.readAgain(), PAUSE);
        }
    }

    async readAgain() {
        try {
            await this.model.load();
        } catch (error) {
            console.warn("The cards could not be read again", error);
        }
    }
}

registry
    .category("views")
    .add("omni_live_cards", { ...kanbanView, Controller: LiveCardsController });
