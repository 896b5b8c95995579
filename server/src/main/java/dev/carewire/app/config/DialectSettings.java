package dev.carewire.app.config;

import static dev.carewire.app.config.SettingType.word;

import dev.carewire.dialect.standard.StandardRules;
import dev.carewire.dialect.standard.StandardRules.Disclosure;
import dev.carewire.dialect.standard.StandardRules.Reach;
import java.util.List;

/** What the client families are told. */
final class DialectSettings {

    static final Setting<Disclosure> STANDARD_PHI = Setting.of(
            "dialects.standard-phi",
            word(Disclosure.class),
            "full",
            "How much of a record the events of derm-app's clients tell; minimal leaves out names, findings and free text.");

    static final Setting<Reach> STANDARD_AUDIENCE = Setting.of(
            "dialects.standard-audience",
            word(Reach.class),
            "tenant",
            "Which of the clinic's staff derm-app's clients are told of an event: all, or those whose roles open one of its"
                    + " modules.");

    static final List<Setting<?>> ALL = List.of(STANDARD_PHI, STANDARD_AUDIENCE);

    private DialectSettings() {}

    /** What was given for derm-app's clients. */
    static StandardRules standard(Assignments given) {
        return new StandardRules(given.get(STANDARD_PHI), given.get(STANDARD_AUDIENCE));
    }
}
