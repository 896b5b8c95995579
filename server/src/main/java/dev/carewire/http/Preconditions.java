package dev.carewire.http;

import dev.carewire.command.RejectedException;
import dev.carewire.command.Rejection;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The conditions of a request on the version of its record (RFC 9110, section 13). {@code If-Match} requires one of the named
 * versions, {@code If-None-Match} another one. Immutable.
 */
public final class Preconditions {

    private static final String IF_MATCH = "If-Match";
    private static final String IF_NONE_MATCH = "If-None-Match";
    private static final String ANY = "*";

    /** One tag of a list, with the comma behind it; the first group marks a weak one. */
    private static final Pattern TAG =
            Pattern.compile("\\G[ \\t,]*(W/)?\"([\\x21\\x23-\\x7E\\x80-\\xFF]*)\"[ \\t]*(?:,[ \\t,]*|$)");

    private final Optional<Versions> match;
    private final Optional<Versions> noneMatch;

    private Preconditions(Optional<Versions> match, Optional<Versions> noneMatch) {
        this.match = match;
        this.noneMatch = noneMatch;
    }

    /**
     * The preconditions in a request's headers.
     *
     * @throws RejectedException INVALID for a header that is neither {@code *} nor a list of quoted tags
     */
    public static Preconditions of(Request request) {
        return new Preconditions(versions(request, IF_MATCH), versions(request, IF_NONE_MATCH));
    }

    /** Whether the request requires nothing. */
    public boolean isEmpty() {
        return match.isEmpty() && noneMatch.isEmpty();
    }

    /**
     * Requires that a record may be changed, or created. The caller holds its lock, so that no other version follows in between.
     *
     * @param current the version that the record has; empty if there is no record
     * @throws RejectedException PRECONDITION_FAILED otherwise
     */
    public void require(Optional<EntityTag> current) {
        if (match.isPresent() && !match.get().includesStrong(current)) {
            throw failed(IF_MATCH + ": the record has another version (expected: its ETag); load it again");
        }
        if (noneMatch.isPresent() && noneMatch.get().includes(current)) {
            throw failed(IF_NONE_MATCH + ": the record exists (expected: a new one, or another version)");
        }
    }

    /**
     * The response to a {@code GET}: 304 if the client has this version already.
     *
     * @param current the version of the record in {@code response}
     */
    public Response read(EntityTag current, Supplier<Response> response) {
        boolean known = noneMatch.isPresent() && noneMatch.get().includes(Optional.of(current));
        return (known ? Response.empty(HttpResponseStatus.NOT_MODIFIED) : response.get()).withTag(current);
    }

    private static RejectedException failed(String text) {
        return new RejectedException(Rejection.PRECONDITION_FAILED, text);
    }

    /** Several headers of one name form one list. */
    private static Optional<Versions> versions(Request request, String header) {
        List<String> values = request.headers(header);
        return values.isEmpty() ? Optional.empty() : Optional.of(parsed(header, String.join(",", values)));
    }

    private static Versions parsed(String header, String list) {
        if (list.strip().equals(ANY)) {
            return new Versions(Scope.ANY, Set.of(), Set.of());
        }
        Set<String> strong = new HashSet<>();
        Set<String> weak = new HashSet<>();
        Matcher tags = TAG.matcher(list);
        int end = 0;
        while (tags.find()) {
            (tags.group(1) == null ? strong : weak).add(tags.group(2));
            end = tags.end();
        }
        if (end == 0 || end < list.length()) {
            throw RejectedException.invalid(header + ": malformed (expected: * or a list of ETags in quotes)");
        }
        return new Versions(Scope.LISTED, strong, weak);
    }

    private enum Scope {
        ANY,
        LISTED
    }

    /**
     * The versions that a header names.
     *
     * @param strong the tags that stand for exactly one version
     * @param weak the tags that may stand for several versions
     */
    private record Versions(Scope scope, Set<String> strong, Set<String> weak) {

        boolean includes(Optional<EntityTag> current) {
            return includesStrong(current)
                    || current.filter(tag -> weak.contains(tag.value())).isPresent();
        }

        boolean includesStrong(Optional<EntityTag> current) {
            return current.filter(tag -> scope == Scope.ANY || strong.contains(tag.value()))
                    .isPresent();
        }
    }
}
