import { Component } from "@odoo/owl";

import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

const HEIGHT = 36;
const STEP = 10;
const GAP = 2;
const STUB = 2;

/** The rows, the small graph and the last run on the card of a connection. */
export class ConnectionDashboard extends Component {
    static template = "omni_base.ConnectionDashboard";
    static props = { ...standardFieldProps };

    setup() {
        this.action = useService("action");
    }

    get value() {
        return this.props.record.data[this.props.name] || { figures: [] };
    }

    get width() {
        return this.value.series.points.length * STEP;
    }

    get height() {
        return HEIGHT;
    }

    /** A day without anything keeps a stub, so that the row of days stays readable. */
    get bars() {
        const points = this.value.series.points;
        const most = Math.max(1, ...points.map((point) => point[1]));
        return points.map(([day, number], position) => {
            const height = Math.max(STUB, (number / most) * HEIGHT);
            return {
                key: position,
                x: position * STEP,
                y: HEIGHT - height,
                width: STEP - GAP,
                height,
                isEmpty: !number,
                isToday: position === points.length - 1,
                title: `${day}: ${number}`,
            };
        });
    }

    /** What a screen reader says instead of the graph. */
    get words() {
        const { label, points } = this.value.series;
        return [label, ...points.map((point) => point.join(" "))].join(", ");
    }

    open(method) {
        const { record } = this.props;
        return this.action.doActionButton({
            type: "object",
            name: method,
            resModel: record.resModel,
            resId: record.resId,
            resIds: [record.resId],
            context: record.context,
            onClose: () => record.model.load(),
        });
    }
}

registry.category("fields").add("omni_dashboard", {
    component: ConnectionDashboard,
    supportedTypes: ["json"],
});
