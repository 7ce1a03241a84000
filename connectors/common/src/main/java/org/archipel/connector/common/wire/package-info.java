/** Requests to a provider and what its answers mean. */
package org.archipel.connector.common.wire;
