package dev.carewire.user;

import java.util.List;
import java.util.SortedMap;

/** Some entries of a list are wrong, so none was stored. */
public final class BadEntriesException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient List<Fault> faults;

    private BadEntriesException(List<Fault> faults) {
        super(faults.size() + " entries are wrong");
        this.faults = faults;
    }

    /** The wrong entries: the text of each by its place in the list. */
    static BadEntriesException of(SortedMap<Integer, String> faults) {
        return new BadEntriesException(faults.entrySet().stream()
                .map(fault -> new Fault(fault.getKey(), fault.getValue()))
                .toList());
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
