package dev.carewire.app.wiring;

import dev.carewire.adapter.jdbi.JdbiUsers;
import dev.carewire.http.Route;
import dev.carewire.record.RecordKind;
import dev.carewire.rest.KeptRoutes;
import dev.carewire.rest.UserRoutes;
import dev.carewire.user.LearnedStaff;
import dev.carewire.user.UserRepository;
import dev.carewire.user.Users;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * The parts of the staff directory.
 *
 * @param retention how long a learned user is kept after the last token
 */
record UserParts(UserRepository repository, LearnedStaff learned, Users users, Duration retention) {

    /** @param retention how long a learned user is kept after the last token */
    static UserParts create(CoreParts base, Duration retention) {
        JdbiUsers repository = new JdbiUsers(base.database(), base.users());
        LearnedStaff learned = new LearnedStaff(repository, base.clock());
        return new UserParts(repository, learned, new Users(repository, learned, base.transactions()), retention);
    }

    /** Deletes learned users without a token for the retention. */
    void sweep() {
        learned.deleteUnseenFor(retention);
    }

    /** Staff learned from tokens are listed even where another system keeps the users. */
    Stream<Route> routes(KeptRoutes kept) {
        return kept.readableAnyway(RecordKind.USERS, new UserRoutes(users).routes());
    }
}
