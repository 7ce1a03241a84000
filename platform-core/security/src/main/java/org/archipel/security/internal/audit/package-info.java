/** The audit log: append-only, chained by hashes, verified, exported, and kept as long as is set. */
package org.archipel.security.internal.audit;
