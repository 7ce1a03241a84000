package org.archipel.messaging;

import java.util.Optional;
import java.util.Set;

/**
 * Which jobs to list.
 *
 * @param states empty for all
 */
public record JobFilter(Set<Job.State> states, Optional<String> type) {
    /** Jobs in any state and of any type. */
    public static final JobFilter ALL = new JobFilter(Set.of(), Optional.empty());

    public JobFilter {
        states = Set.copyOf(states);
    }
}
