/** Redis, where several nodes share limits and kept answers. */
package org.archipel.gateway.internal.redis;
