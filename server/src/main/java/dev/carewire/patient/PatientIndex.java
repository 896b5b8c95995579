package dev.carewire.patient;

import dev.carewire.event.PatientSnapshot;
import dev.carewire.text.SearchText;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The derived texts by which patients are found and sorted. They are stored with the patient, so that every database finds
 * the same patients in the same order.
 *
 * @param searchText the text in which a {@link PatientSearch.Part} is sought, at most {@value #MAX_SEARCH_TEXT} characters
 * @param phoneDigits the digits of the phone number, at most {@value #MAX_DIGITS}; may be empty
 * @param sortKey last name, first name and code, as hexadecimal digits, which every collation sorts alike; at most
 *     {@value #MAX_SORT_KEY} characters
 */
public record PatientIndex(String searchText, String phoneDigits, String sortKey) {

    static final int MAX_SEARCH_TEXT = 2_000;
    static final int MAX_DIGITS = 64;
    static final int MAX_SORT_KEY = 400;

    /** The texts of a patient. */
    public static PatientIndex of(PatientSnapshot patient) {
        return of(patient.firstName(), patient.lastName(), patient.code(), patient.phone(), patient.email());
    }

    /** The texts of a patient with these fields. */
    public static PatientIndex of(
            Optional<String> firstName,
            Optional<String> lastName,
            Optional<String> code,
            Optional<String> phone,
            Optional<String> email) {
        String first = fold(firstName);
        String last = fold(lastName);
        String number = fold(code);
        String searchText = String.join(" ", first, last, number, number.replace(" ", ""), fold(phone), fold(email));
        String sorted = String.join("\0", last, first, code.orElse(""));
        byte[] key = sorted.getBytes(StandardCharsets.UTF_8);
        return new PatientIndex(
                prefix(searchText, MAX_SEARCH_TEXT),
                prefix(phone.map(PhoneDigits::of).map(PhoneDigits::all).orElse(""), MAX_DIGITS),
                HexFormat.of().formatHex(Arrays.copyOf(key, Math.min(key.length, MAX_SORT_KEY / 2))));
    }

    private static String fold(Optional<String> text) {
        return SearchText.fold(text.orElse(""));
    }

    private static String prefix(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
    }

    /** Omits the texts, which identify a patient. */
    @Override
    public String toString() {
        return "PatientIndex";
    }
}
