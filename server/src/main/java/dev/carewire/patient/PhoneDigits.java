package dev.carewire.patient;

import dev.carewire.text.SearchText;
import java.util.regex.Pattern;

/**
 * The digits of a phone number, whatever marks it is written with. A number may have the prefix of its country
 * ({@code +49 30 …}), the prefix for long distance ({@code 030 …}) or neither.
 *
 * @param all the digits, without a long-distance zero after the country's prefix, as in {@code +49 (0)30}
 */
public record PhoneDigits(String all) {

    /** From this length on, two numbers that end in the same digits are the same. */
    public static final int COMPLETE = 7;

    private static final Pattern OPTIONAL_ZERO = Pattern.compile("\\(\\s*0\\s*\\)");
    private static final Pattern PREFIX = Pattern.compile("^0+(?=.)");

    /** The digits of a phone number. */
    public static PhoneDigits of(String phone) {
        return new PhoneDigits(SearchText.digits(OPTIONAL_ZERO.matcher(phone).replaceFirst("")));
    }

    /** Whether these are enough digits for a whole number. */
    public boolean isComplete() {
        return all.length() >= COMPLETE;
    }

    /** The digits after the prefix for long distance or for calls abroad; all of them if they are zeros. */
    public String significant() {
        return PREFIX.matcher(all).replaceFirst("");
    }

    /** Omits the digits, which identify a patient. */
    @Override
    public String toString() {
        return "PhoneDigits[" + all.length() + "]";
    }
}
