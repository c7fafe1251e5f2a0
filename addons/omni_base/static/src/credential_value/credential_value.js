import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { CharField, charField } from "@web/views/fields/char/char_field";

/**
 * The value of one field of a log-in: readable for an address, hidden for a secret. A kept secret
 * never reaches the browser; its place says that it is kept.
 */
export class CredentialValueField extends CharField {
    static template = "omni_base.CredentialValueField";

    get isSecret() {
        return this.props.record.data.is_secret;
    }

    get shownValue() {
        const value = this.props.record.data[this.props.name] || "";
        return this.isSecret ? "•".repeat(Math.min(value.length, 12)) : value;
    }

    get hint() {
        const { is_secret, is_filled, is_required } = this.props.record.data;
        if (is_secret && is_filled) {
            return this.props.readonly ? _t("•••• kept") : _t("•••• kept, type to replace it");
        }
        return is_required ? _t("Required") : _t("Optional");
    }
}

registry.category("fields").add("credential_value", {
    ...charField,
    component: CredentialValueField,
    fieldDependencies: [
        { name: "is_secret", type: "boolean" },
        { name: "is_filled", type: "boolean" },
        { name: "is_required", type: "boolean" },
    ],
});
