import { Component, onWillStart, useState } from "@odoo/owl";

import { _t } from "@web/core/l10n/translation";
import { Dropdown } from "@web/core/dropdown/dropdown";
import { useDropdownState } from "@web/core/dropdown/dropdown_hooks";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { useService } from "@web/core/utils/hooks";

/** How many problems need a person, and how many are tried again; live, the newest a click away. */
export class ProblemBell extends Component {
    static components = { Dropdown };
    static props = [];
    static template = "omni_base.ProblemBell";

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.dropdown = useDropdownState();
        this.state = useState({ allowed: false, error: 0, retry: 0, newest: [] });
        useService("bus_service").subscribe("omni_base.problems", () => this.refresh());
        onWillStart(async () => {
            this.state.allowed = await user.hasGroup("omni_base.group_user");
            if (this.state.allowed) {
                await this.refresh();
            }
        });
    }

    async refresh() {
        if (!this.state.allowed) {
            return;
        }
        try {
            Object.assign(this.state, await this.orm.silent.call("omni.bell", "problems", []));
        } catch (error) {
            console.warn("The problem bell could not be refreshed", error);
        }
    }

    get title() {
        return _t("Integrations: %(errors)s to solve, %(retries)s tried again by itself", {
            errors: this.state.error,
            retries: this.state.retry,
        });
    }

    openAll() {
        this.dropdown.close();
        this.action.doAction("omni_base.action_problem", { clearBreadcrumbs: true });
    }

    open(problem) {
        this.dropdown.close();
        this.action.doAction({
            type: "ir.actions.act_window",
            res_model: problem.model,
            res_id: problem.id,
            views: [[false, "form"]],
        });
    }
}

registry
    .category("systray")
    .add("omni_base.problem_bell", { Component: ProblemBell }, { sequence: 15 });
