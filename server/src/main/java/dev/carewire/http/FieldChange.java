package dev.carewire.http;

import dev.carewire.command.Fault;
import dev.carewire.command.FieldChecks;
import dev.carewire.json.Baseline;
import dev.carewire.json.JsonValue;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the change of a field in a body that may be a whole document. One thread.
 *
 * @param reader reads the field, in the body and in the record
 * @param record the record before the change
 * @param checks receives the faults
 * @param <T> the value that the field stands for
 */
record FieldChange<T>(FieldReader<T> reader, Baseline record, FieldChecks checks) {

    /**
     * The new value; empty if the record has each value that the body gives.
     *
     * @param names any of which may hold the change; different changes under two of them are a fault
     */
    Optional<T> of(JsonValue body, String... names) {
        Map<String, T> changes = new LinkedHashMap<>();
        for (String name : names) {
            body.field(name)
                    .filter(value -> !record.contains(name, value))
                    .flatMap(value ->
                            checks.check(name, () -> reader.read(name, value)).valid())
                    .filter(value -> !isCurrent(value, names))
                    .ifPresent(value -> changes.put(name, value));
        }
        Optional<Map.Entry<String, T>> first = changes.entrySet().stream().findFirst();
        first.ifPresent(one -> changes.forEach((name, value) -> {
            if (!value.equals(one.getValue())) {
                checks.report(Fault.contradiction(name, one.getKey()));
            }
        }));
        return first.map(Map.Entry::getValue);
    }

    /** Whether the record has this value under one of the names, however it is written there. */
    private boolean isCurrent(T value, String... names) {
        FieldChecks ignored = new FieldChecks();
        return Arrays.stream(names)
                .anyMatch(name -> record.field(name)
                        .flatMap(stored -> ignored.check(name, () -> reader.read(name, stored))
                                .valid())
                        .filter(value::equals)
                        .isPresent());
    }
}
