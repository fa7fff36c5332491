/** The reference service: users, posts and money over Trestle. */
package dev.trestle.service;
