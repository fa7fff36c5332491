/** Turns a folder of migrations into jOOQ's classes, by asking a real PostgreSQL. */
package dev.trestle.codegen;
