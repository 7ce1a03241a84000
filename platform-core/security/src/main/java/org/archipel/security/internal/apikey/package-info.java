/** API keys: made, recognized, limited, counted. */
package org.archipel.security.internal.apikey;
