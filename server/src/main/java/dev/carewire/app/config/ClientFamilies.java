package dev.carewire.app.config;

import dev.carewire.dialect.ClientFamily;
import dev.carewire.dialect.ExpiredSessions;
import dev.carewire.dialect.FamilySettings;
import dev.carewire.dialect.clinic.ClinicFamily;
import dev.carewire.dialect.diagnoxix.DiagnoxixFamily;
import dev.carewire.dialect.healthmate.HealthmateFamily;
import dev.carewire.dialect.keney.KeneyFamily;
import dev.carewire.dialect.standard.StandardFamily;
import dev.carewire.setting.Setting;
import dev.carewire.setting.SettingType;
import dev.carewire.setting.SettingValues;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The client families that the server can serve. A new one needs its package below {@code dialect} and its line here. */
public final class ClientFamilies {

    static final ClinicFamily CLINIC = new ClinicFamily();
    static final DiagnoxixFamily DIAGNOXIX = new DiagnoxixFamily();

    /** All families, in any order. */
    public static final List<ClientFamily> ALL =
            List.of(new StandardFamily(), CLINIC, new KeneyFamily(), new HealthmateFamily(), DIAGNOXIX);

    /** A list of families: at least one, each once. */
    static final SettingType<List<ClientFamily>> WORDS =
            SettingType.list("list of client families", "at least one of " + allWords(), ClientFamilies::parse);

    private static final List<Declared> DECLARED = ALL.stream()
            .map(family -> new Declared(family, new FamilySettings(family.name())))
            .toList();

    /** A family with the settings that every family has. */
    private record Declared(ClientFamily family, FamilySettings shared) {}

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

    /** The settings of the families, family by family. */
    public static List<Setting<?>> settings() {
        return DECLARED.stream()
                .<Setting<?>>flatMap(declared ->
                        Stream.concat(declared.family().settings().stream(), declared.shared().settings().stream()))
                .toList();
    }

    /** The families' own rules for expired sessions, by the family's name; a family without one is absent. */
    static Map<String, ExpiredSessions> expiredSessions(SettingValues given) {
        Map<String, ExpiredSessions> rules = new HashMap<>();
        DECLARED.forEach(declared -> declared.shared()
                .expiredSessions(given)
                .ifPresent(rule -> rules.put(declared.family().name(), rule)));
        return rules;
    }
}
