package dev.carewire.dialect.clinic;

import dev.carewire.dialect.EmittedEventsFuzz;
import dev.carewire.dialect.Vocabulary;
import dev.carewire.event.Event;
import java.time.ZoneId;
import java.util.List;

class ClinicEmittedEventsFuzzTest extends EmittedEventsFuzz {

    private final Vocabulary vocabulary = ClinicVocabulary.create(tenant -> ZoneId.of("Asia/Manila"));

    @Override
    protected List<String> render(Event<?> event) {
        return vocabulary.render(event);
    }
}
