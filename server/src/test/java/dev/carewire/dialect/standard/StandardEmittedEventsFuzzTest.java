package dev.carewire.dialect.standard;

import dev.carewire.dialect.EmittedEventsFuzz;
import dev.carewire.dialect.Vocabulary;
import dev.carewire.dialect.standard.StandardRules.Disclosure;
import dev.carewire.event.Event;
import java.util.List;

class StandardEmittedEventsFuzzTest extends EmittedEventsFuzz {

    private final Vocabulary vocabulary =
            StandardVocabulary.create(Disclosure.FULL).messages();

    @Override
    protected List<String> render(Event<?> event) {
        return vocabulary.render(event);
    }
}
