/** Bodies of requests before they are read: how long they may be, and of which media type. */
package org.archipel.rest.internal.body;
