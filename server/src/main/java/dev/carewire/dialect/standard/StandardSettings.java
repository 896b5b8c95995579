package dev.carewire.dialect.standard;

import dev.carewire.dialect.standard.StandardRules.Disclosure;
import dev.carewire.dialect.standard.StandardRules.StaffAudience;
import dev.carewire.setting.Setting;
import dev.carewire.setting.SettingSection;
import dev.carewire.setting.SettingType;
import dev.carewire.setting.SettingValues;

/** The settings of derm-app's clients. */
final class StandardSettings extends SettingSection {

    private final Setting<Disclosure> phi = add(
            "dialects.standard.phi",
            SettingType.enumValue(Disclosure.class),
            "full",
            "How much of a record the events of derm-app's clients tell; minimal leaves out names, findings and free text.");

    private final Setting<StaffAudience> audience = add(
            "dialects.standard.audience",
            SettingType.enumValue(StaffAudience.class),
            "tenant",
            "Which of the clinic's staff derm-app's clients are told of an event: all, or those whose roles open one of its"
                    + " modules.");

    /** The rules that these values stand for. */
    StandardRules rules(SettingValues values) {
        return new StandardRules(values.get(phi), values.get(audience));
    }
}
