package dev.carewire.patient;

import dev.carewire.command.Fault;
import dev.carewire.command.Fields;
import dev.carewire.command.RejectedException;
import dev.carewire.text.SearchText;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A client's search for patients. A patient matches if every term does, in any order, so that {@code Last, First} finds
 * the patient, too.
 *
 * @param terms 0 to {@value #MAX_PARTS}; a search without any, such as for a comma, matches no patient
 */
public record PatientSearch(List<Term> terms) {

    /** Most parts of a search, which blanks and other marks separate. */
    public static final int MAX_PARTS = 10;

    private static final Pattern NUMBER = Pattern.compile("[0-9][0-9 ]*");
    private static final Pattern BLANKS = Pattern.compile("[\\s,;]+");

    public PatientSearch {
        terms = List.copyOf(terms);
    }

    /**
     * Reads a client's text.
     *
     * @throws RejectedException INVALID for more than one line, too many characters or too many parts
     */
    public static PatientSearch parse(String text) {
        List<Term> terms = new ArrayList<>();
        List<String> number = new ArrayList<>();
        int count = 0;
        for (String token : BLANKS.split(Fields.line("search", text), -1)) {
            String folded = SearchText.fold(token);
            List<String> parts = SearchText.parts(token);
            count += parts.size();
            if (NUMBER.matcher(folded).matches()) {
                number.add(token);
            } else {
                addNumber(terms, number);
                parts.forEach(part -> terms.add(new Part(part)));
            }
        }
        addNumber(terms, number);
        if (count > MAX_PARTS) {
            throw RejectedException.invalid(new Fault("search", "search must have at most " + MAX_PARTS + " parts"));
        }
        return new PatientSearch(terms);
    }

    private static void addNumber(List<Term> terms, List<String> tokens) {
        if (!tokens.isEmpty()) {
            String text = String.join(" ", tokens);
            terms.add(new PhoneOrParts(PhoneDigits.of(text), SearchText.parts(text)));
            tokens.clear();
        }
    }

    /** Omits the terms, which may be names. */
    @Override
    public String toString() {
        return "PatientSearch[" + terms.size() + "]";
    }

    /** A condition of a search. */
    public sealed interface Term {}

    /** A part of the patient's searchable text, in its form. */
    public record Part(String text) implements Term {

        /** Omits the text, which may be a name. */
        @Override
        public String toString() {
            return "Part";
        }
    }

    /**
     * Digits with blanks and marks. They are a phone number or a part of one, or each of them is a part of the patient's
     * searchable text or phone number.
     */
    public record PhoneOrParts(PhoneDigits phone, List<String> parts) implements Term {

        /** Omits the digits, which may be a phone number. */
        @Override
        public String toString() {
            return "PhoneOrParts";
        }
    }
}
