/** What a change of a custom API breaks for its callers. */
package org.archipel.gateway.internal.compatibility;
