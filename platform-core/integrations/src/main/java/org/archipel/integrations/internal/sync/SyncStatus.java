package org.archipel.integrations.internal.sync;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is synchronized and what was. */
public record SyncStatus(List<RunView> runs, Optional<Instant> lastSyncAt) {}
