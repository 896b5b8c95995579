package dev.carewire.app.config;

import dev.carewire.dialect.ClientFamily;
import dev.carewire.dialect.clinic.ClinicFamily;
import dev.carewire.dialect.diagnoxix.DiagnoxixFamily;
import dev.carewire.dialect.healthmate.HealthmateFamily;
import dev.carewire.dialect.keney.KeneyFamily;
import dev.carewire.dialect.standard.StandardFamily;
import dev.carewire.setting.Setting;
import java.util.List;

/** The client families that the server serves. A new one needs its package below {@code dialect} and its line here. */
public final class ClientFamilies {

    /** All families, in any order. */
    public static final List<ClientFamily> ALL = List.of(
            new StandardFamily(), new ClinicFamily(), new KeneyFamily(), new HealthmateFamily(), new DiagnoxixFamily());

    private ClientFamilies() {}

    /** The settings that the families declare, family by family. */
    public static List<Setting<?>> settings() {
        return ALL.stream()
                .<Setting<?>>flatMap(family -> family.settings().stream())
                .toList();
    }
}
