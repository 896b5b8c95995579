package dev.carewire.dialect.clinic;

import dev.carewire.identity.Role;
import dev.carewire.setting.Setting;
import dev.carewire.setting.SettingSection;
import dev.carewire.setting.SettingType;
import dev.carewire.setting.SettingValues;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The settings of the clinic system's clients. */
final class ClinicSettings extends SettingSection {

    private final Setting<Boolean> roleLessIsStaff = add(
            "dialects.clinic.role-less-is-staff",
            SettingType.bool(),
            "true",
            "Whether a user whose token names a clinic but no role counts as its staff, over HTTP and at /api/socket. The clinic system's tokens may omit the role.");

    private final Setting<Set<Role>> allTenantsRoles = add(
            "dialects.clinic.all-tenants-roles",
            SettingType.list(
                    "list of roles",
                    Arrays.stream(Role.values())
                                    .filter(role -> role != Role.OTHER)
                                    .map(Role::claim)
                                    .collect(Collectors.joining(", "))
                            + "; empty = none",
                    ClinicSettings::roles),
            "super_admin",
            "Roles whose users receive the events of every clinic at /api/socket; the log records it.");

    /** The roles whose users receive the events of every clinic. */
    Set<Role> allTenantsRoles(SettingValues values) {
        return values.get(allTenantsRoles);
    }

    private static Optional<Set<Role>> roles(List<String> names) {
        if (names.equals(List.of(""))) {
            return Optional.of(Set.of());
        }
        Set<Role> roles =
                names.stream().flatMap(name -> Role.parse(name).stream()).collect(Collectors.toSet());
        return Optional.of(roles).filter(all -> all.size() == names.size());
    }

    /** Whether a token without a role makes its bearer staff of the clinic that it names. */
    boolean roleLessIsStaff(SettingValues values) {
        return values.get(roleLessIsStaff);
    }
}
