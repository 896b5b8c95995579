package dev.carewire.record;

import dev.carewire.command.Fields;
import dev.carewire.command.RejectedException;
import dev.carewire.command.TimeRange;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which records of one kind to list.
 *
 * @param references ids that each record refers to; a missing reference does not narrow the list
 * @param statuses one of which each record has; empty for any
 * @param range the times of the records; each list states which time of a record counts
 * @param limit 1 to {@value Fields#MAX_LIMIT}
 * @param <S> the statuses of this kind of record
 */
public record RecordQuery<S extends Enum<S>>(
        Map<Reference, String> references, Set<S> statuses, TimeRange range, int limit) {

    /**
     * A query.
     *
     * @throws RejectedException INVALID, naming the field that is out of range
     */
    public RecordQuery {
        references.forEach((reference, id) -> Fields.id(reference.field(), id));
        references = Map.copyOf(references);
        statuses = Set.copyOf(statuses);
        Fields.limit(limit);
    }

    /** A query for every record. */
    public static <S extends Enum<S>> RecordQuery<S> all(int limit) {
        return new RecordQuery<S>(Map.of(), Set.of(), TimeRange.ALL, limit);
    }

    /** This query for records that refer to {@code id}; the same query if there is no id. */
    public RecordQuery<S> with(Reference reference, Optional<String> id) {
        Map<Reference, String> more = new EnumMap<>(Reference.class);
        more.putAll(references);
        id.ifPresent(given -> more.put(reference, given));
        return new RecordQuery<>(more, statuses, range, limit);
    }

    /** This query for records in one of these statuses. */
    public RecordQuery<S> in(Set<S> wanted) {
        return new RecordQuery<>(references, wanted, range, limit);
    }

    /** This query for records of these times. */
    public RecordQuery<S> during(TimeRange times) {
        return new RecordQuery<>(references, statuses, times, limit);
    }
}
