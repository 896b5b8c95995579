package dev.carewire.dialect.standard;

import dev.carewire.dialect.standard.StandardRules.Disclosure;
import dev.carewire.dialect.standard.StandardRules.StaffAudience;
import dev.carewire.dialect.standard.StandardRules.TypingAudience;
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
            "Fields of records in the events for derm-app's clients; minimal omits names, findings and free text.");

    private final Setting<StaffAudience> audience = add(
            "dialects.standard.audience",
            SettingType.enumValue(StaffAudience.class),
            "tenant",
            "Which staff of a clinic receive an event as derm-app's clients: all, or those whose roles open one of its modules.");

    private final Setting<TypingAudience> typing = add(
            "dialects.standard.typing",
            SettingType.enumValue(TypingAudience.class),
            "tenant",
            "Which staff receive typing in threads that another system keeps: all, or those who have joined the thread's room. In threads kept here, the members do.");

    /** The rules that these values stand for. */
    StandardRules rules(SettingValues values) {
        return new StandardRules(values.get(phi), values.get(audience), values.get(typing));
    }
}
