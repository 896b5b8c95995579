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
 * What a session is told: whatever happens in its rooms, but for what its own user says in them, or of that only what it named. No
 * choice keeps notifications from it, which somebody may wait to see acknowledged, nor what other back ends say. Of other tenants a
 * super admin is told what happens, not what people say.
 *
 * @param caller whose session it is
 * @param names what it named; empty before it has named anything
 */
record KeneyEventFilter(Caller caller, Optional<Set<String>> names) implements EventFilter {

    /** Everything. */
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
                || KeneyVocabulary.subscriptionName(event.type())
                        .filter(name -> !names.get().contains(name))
                        .isEmpty();
    }

    private boolean isOwn(String userId) {
        return userId.equals(caller.userId());
    }

    /** These, too; if nothing was named so far, these alone. */
    KeneyEventFilter with(Set<String> more) {
        NavigableSet<String> all = new TreeSet<>(names.orElse(Set.of()));
        all.addAll(more);
        return new KeneyEventFilter(caller, Optional.of(Set.copyOf(all)));
    }

    /** All but these. */
    KeneyEventFilter without(Set<String> fewer) {
        NavigableSet<String> rest = eventNames();
        rest.removeAll(fewer);
        return new KeneyEventFilter(caller, Optional.of(Set.copyOf(rest)));
    }

    /** The names of what the session is told, sorted. */
    NavigableSet<String> eventNames() {
        return new TreeSet<>(names.orElseGet(KeneyVocabulary::subscriptionNames));
    }
}
