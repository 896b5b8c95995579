package dev.carewire.app.config;

import dev.carewire.dialect.ClientFamily;
import dev.carewire.dialect.clinic.ClinicFamily;
import dev.carewire.dialect.diagnoxix.DiagnoxixFamily;
import dev.carewire.dialect.healthmate.HealthmateFamily;
import dev.carewire.dialect.keney.KeneyFamily;
import dev.carewire.dialect.standard.StandardFamily;
import dev.carewire.setting.Setting;
import dev.carewire.setting.SettingType;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The client families that the server can serve. A new one needs its package below {@code dialect} and its line here. */
public final class ClientFamilies {

    static final ClinicFamily CLINIC = new ClinicFamily();

    /** All families, in any order. */
    public static final List<ClientFamily> ALL =
            List.of(new StandardFamily(), CLINIC, new KeneyFamily(), new HealthmateFamily(), new DiagnoxixFamily());

    /** A list of families: at least one, each once. */
    static final SettingType<List<ClientFamily>> WORDS =
            SettingType.list("list of client families", "at least one of " + allWords(), ClientFamilies::parse);

    private ClientFamilies() {}

    private static Optional<List<ClientFamily>> parse(List<String> words) {
        List<ClientFamily> named =
                ALL.stream().filter(family -> words.contains(family.word())).toList();
        return Optional.of(named).filter(all -> all.size() == words.size());
    }

    /** All families, as the text of a setting. */
    static String allWords() {
        return ALL.stream().map(ClientFamily::word).collect(Collectors.joining(", "));
    }

    /** The settings that the families declare, family by family. */
    public static List<Setting<?>> settings() {
        return ALL.stream()
                .<Setting<?>>flatMap(family -> family.settings().stream())
                .toList();
    }
}
