package dev.carewire.dialect.keney;

import dev.carewire.command.Caller;
import dev.carewire.event.Event;
import dev.carewire.event.MessagingEvents.MessageSent;
import dev.carewire.event.RoomEvents.RoomMessageSent;
import dev.carewire.hub.EventFilter;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Selects a session's events: all events of its rooms except its own user's messages, or only those that it named.
 * Notifications and custom events are never excluded. Of other tenants, super admins receive events, but no
 * messages of users.
 *
 * @param caller the session's caller
 * @param names the named events; empty before any was named
 */
record KeneyEventFilter(Caller caller, Optional<Set<String>> names) implements EventFilter {

    /** All events. */
    static KeneyEventFilter everything(Caller caller) {
        return new KeneyEventFilter(caller, Optional.empty());
    }

    @Override
    public boolean matches(Event<?> event) {
        if (event.payload() instanceof MessageSent sent
                && isOwn(sent.message().sender().id())) {
            return false;
        }
        if (event.payload() instanceof RoomMessageSent sent
                && (isOwn(sent.senderId()) || !event.tenant().equals(caller.tenant()))) {
            return false;
        }
        return names.isEmpty()
                || KeneyVocabulary.subscriptionName(event)
                        .filter(name -> !names.get().contains(name))
                        .isEmpty();
    }

    private boolean isOwn(String userId) {
        return userId.equals(caller.userId());
    }

    /** Adds names; the first call restricts the filter to them. */
    KeneyEventFilter with(Set<String> more) {
        NavigableSet<String> all = new TreeSet<>(names.orElse(Set.of()));
        all.addAll(more);
        return new KeneyEventFilter(caller, Optional.of(Set.copyOf(all)));
    }

    /** Removes names. */
    KeneyEventFilter without(Set<String> fewer) {
        NavigableSet<String> rest = eventNames();
        rest.removeAll(fewer);
        return new KeneyEventFilter(caller, Optional.of(Set.copyOf(rest)));
    }

    /** The names of the selected events, sorted. */
    NavigableSet<String> eventNames() {
        return new TreeSet<>(names.orElseGet(KeneyVocabulary::subscriptionNames));
    }
}
