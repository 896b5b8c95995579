package dev.carewire.user;

import java.util.List;

/** Some entries of a list are wrong, so none was stored. */
public final class BadEntriesException extends Exception {

    private static final long serialVersionUID = 1;

    private final transient List<Fault> faults;

    BadEntriesException(List<Fault> faults) {
        super(faults.size() + " entries are wrong");
        this.faults = List.copyOf(faults);
    }

    /** One wrong entry.
     *
     * @param index its place in the list, from 0
     * @param text names the wrong field, and never contains its value
     */
    public record Fault(int index, String text) {}

    /** Every wrong entry, in the order of the list. */
    public List<Fault> faults() {
        return faults;
    }
}
