package dev.carewire.json;

import java.util.List;
import java.util.stream.Collectors;

/** Fields do not match the record to read. The message never holds their values, which may be patient data. */
public final class InvalidFieldException extends Exception {

    private static final long serialVersionUID = 1;

    private final transient List<FieldFault> faults;

    InvalidFieldException(List<FieldFault> faults) {
        super(faults.stream().map(FieldFault::text).collect(Collectors.joining("; ")), null, false, false);
        this.faults = List.copyOf(faults);
    }

    /** The faulty fields, at least one. */
    public List<FieldFault> faults() {
        return faults;
    }
}
