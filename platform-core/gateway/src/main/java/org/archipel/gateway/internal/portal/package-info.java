/** The page for those who call an organization's APIs. */
package org.archipel.gateway.internal.portal;
