package dev.carewire.dialect;

import dev.carewire.emission.FamilyWire;
import dev.carewire.setting.Setting;
import java.util.List;

/** One client family: the settings it declares, and the endpoints it serves. Immutable. */
public interface ClientFamily {

    /** The family's name in settings and in the emit API: lower case with dashes, unique. */
    default String word() {
        return wire().family();
    }

    /** The names of its rooms and the form of its messages, as its back ends use them. */
    FamilyWire wire();

    /** The name of this family in the keys of settings, such as {@code keney}; also the {@link Dialect#name()} of its dialects. */
    String name();

    /** The settings of this family only, besides its {@link FamilySettings}. */
    default List<Setting<?>> settings() {
        return List.of();
    }

    /**
     * Creates the family's endpoints for one server. Starts nothing and does not block.
     *
     * @param context the parts of that server
     */
    FamilyEndpoints create(FamilyContext context);
}
