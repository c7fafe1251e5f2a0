import { Component } from "@odoo/owl";

import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/**
 * Who does what: the remote on the left, Odoo on the right, an arrow for each thing that passes.
 * Every arrow is a sentence for whoever does not see it.
 */
export class ConnectionPicture extends Component {
    static template = "omni_base.ConnectionPicture";
    static props = { ...standardFieldProps };

    setup() {
        this.action = useService("action");
    }

    get value() {
        return this.props.record.data[this.props.name] || null;
    }

    open(arrow) {
        const { record } = this.props;
        return this.action.doActionButton({
            type: "object",
            name: arrow.opens,
            resModel: record.resModel,
            resId: record.resId,
            resIds: [record.resId],
            context: record.context,
        });
    }
}

registry.category("fields").add("omni_picture", {
    component: ConnectionPicture,
    supportedTypes: ["json"],
});
