package dev.carewire.dialect.clinic;

import dev.carewire.setting.Setting;
import dev.carewire.setting.SettingSection;
import dev.carewire.setting.SettingType;
import dev.carewire.setting.SettingValues;

/** The settings of the clinic system's clients. */
final class ClinicSettings extends SettingSection {

    private final Setting<Boolean> roleLessIsStaff = add(
            "dialects.clinic.role-less-is-staff",
            SettingType.bool(),
            "true",
            "Whether a user whose token names a clinic but no role counts as its staff, over HTTP and at /api/socket. The clinic system's tokens may omit the role.");

    /** Whether a token without a role makes its bearer staff of the clinic that it names. */
    boolean roleLessIsStaff(SettingValues values) {
        return values.get(roleLessIsStaff);
    }
}
