/**
 * What a route is held to, as annotations on a function, a {@code Route} or a package: the
 * innermost counts. The processor checks them and writes them into the route table; nothing is
 * looked up at run time.
 */
package dev.trestle.policy;
