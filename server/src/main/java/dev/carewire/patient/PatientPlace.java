package dev.carewire.patient;

import dev.carewire.event.PatientSnapshot;
import dev.carewire.text.Identifier;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A position in the list of patients: directly after this one.
 *
 * @param sortKey as {@link PatientIndex#sortKey}
 * @param id distinguishes patients of the same key
 */
public record PatientPlace(String sortKey, String id) {

    private static final Pattern KEY = Pattern.compile("[0-9a-f]{0," + PatientIndex.MAX_SORT_KEY + "}");

    public PatientPlace {
        Objects.requireNonNull(sortKey, "sortKey");
        Objects.requireNonNull(id, "id");
    }

    /** The place of a patient. */
    static PatientPlace of(PatientSnapshot patient) {
        return new PatientPlace(PatientIndex.of(patient).sortKey(), patient.id());
    }

    /** The position that {@link #text} wrote; empty for any other text. */
    public static Optional<PatientPlace> find(String text) {
        int dot = text.indexOf('.');
        return dot < 0 || !KEY.matcher(text.substring(0, dot)).matches() || !Identifier.isValid(text.substring(dot + 1))
                ? Optional.empty()
                : Optional.of(new PatientPlace(text.substring(0, dot), text.substring(dot + 1)));
    }

    /** The position as text, which the holder of the text can read: it contains the patient's name. */
    public String text() {
        return sortKey + "." + id;
    }

    /** Omits the key, which contains the patient's name. */
    @Override
    public String toString() {
        return "PatientPlace[" + id + "]";
    }
}
