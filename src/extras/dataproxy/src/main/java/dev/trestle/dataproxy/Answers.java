package dev.trestle.dataproxy;

import dev.trestle.Response;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.postgresql.core.Field;
import org.postgresql.core.Tuple;
import org.postgresql.util.ServerErrorMessage;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Results and failures as the client reads them. */
final class Answers {
  private static final JsonFactory JSON = new JsonFactory();
  private static final String TYPE = "application/json";

  private Answers() {}

  /** Writes one value. */
  private interface Content {
    void write(JsonGenerator json);
  }

  /** That of a lone query is an object, those of a transaction are a list of them. */
  static Response of(SqlRequest request, List<Result> results) {
    return json(json -> {
      if (request.begin().isEmpty()) {
        write(json, results.getFirst(), request.arrays());
      } else {
        json.writeStartObject();
        json.writeArrayPropertyStart("results");
        results.forEach(result -> write(json, result, request.arrays()));
        json.writeEndArray();
        json.writeEndObject();
      }
    });
  }

  private static void write(JsonGenerator json, Result result, boolean arrays) {
    json.writeStartObject();
    json.writeStringProperty("command", result.command());
    json.writeName("rowCount");
    if (result.count().isPresent()) {
      json.writeNumber(result.count().getAsLong());
    } else {
      json.writeNull();
    }
    json.writeArrayPropertyStart("fields");
    result.fields().forEach(field -> write(json, field));
    json.writeEndArray();
    json.writeBooleanProperty("rowAsArray", arrays);
    json.writeArrayPropertyStart("rows");
    for (Tuple row : result.rows()) {
      if (arrays) {
        writeArray(json, row);
      } else {
        writeObject(json, row, result.fields());
      }
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Field field) {
    json.writeStartObject();
    json.writeStringProperty("name", field.getColumnLabel());
    json.writeNumberProperty("tableID", Integer.toUnsignedLong(field.getTableOid()));
    json.writeNumberProperty("columnID", field.getPositionInTable());
    json.writeNumberProperty("dataTypeID", Integer.toUnsignedLong(field.getOID()));
    json.writeNumberProperty("dataTypeSize", field.getLength());
    json.writeNumberProperty("dataTypeModifier", field.getMod());
    json.writeStringProperty("format", "text");
    json.writeEndObject();
  }

  private static void writeArray(JsonGenerator json, Tuple row) {
    json.writeStartArray();
    for (int i = 0; i < row.fieldCount(); i++) {
      write(json, row.get(i));
    }
    json.writeEndArray();
  }

  private static void writeObject(JsonGenerator json, Tuple row, List<Field> fields) {
    json.writeStartObject();
    for (int i = 0; i < row.fieldCount(); i++) {
      json.writeName(fields.get(i).getColumnLabel());
      write(json, row.get(i));
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, byte[] value) {
    if (value == null) {
      json.writeNull();
    } else {
      json.writeUTF8String(value, 0, value.length);
    }
  }

  /** 400, the one status of which the client reads the error. */
  static Response of(SqlFailure failure) {
    return json(
            json -> {
              json.writeStartObject();
              json.writeStringProperty("message", failure.getMessage());
              json.writeStringProperty("code", failure.state());
              failure.server().ifPresent(server -> write(json, server));
              write(json, "position", failure.position());
              json.writeEndObject();
            })
        .withStatus(400);
  }

  private static void write(JsonGenerator json, ServerErrorMessage server) {
    write(json, "severity", server.getSeverity());
    write(json, "detail", server.getDetail());
    write(json, "hint", server.getHint());
    write(json, "internalPosition", server.getInternalPosition());
    write(json, "internalQuery", server.getInternalQuery());
    write(json, "where", server.getWhere());
    write(json, "schema", server.getSchema());
    write(json, "table", server.getTable());
    write(json, "column", server.getColumn());
    write(json, "dataType", server.getDatatype());
    write(json, "constraint", server.getConstraint());
    write(json, "file", server.getFile());
    write(json, "line", server.getLine());
    write(json, "routine", server.getRoutine());
  }

  private static void write(JsonGenerator json, String name, int number) {
    write(json, name, number == 0 ? null : String.valueOf(number));
  }

  private static void write(JsonGenerator json, String name, String text) {
    if (text != null) {
      json.writeStringProperty(name, text);
    }
  }

  /** 401. */
  static Response unauthorized() {
    return refusal(
            401,
            "28P01",
            "The password of the connection string, or the bearer token, is no key of this data"
                + " proxy")
        .withHeader("WWW-Authenticate", "Bearer");
  }

  /** 403. */
  static Response forbidden(Statement statement) {
    return refusal(
        403,
        "42501",
        "Statement " + statement.fingerprint() + " is not one that this data proxy runs");
  }

  private static Response refusal(int status, String state, String message) {
    return json(
            json -> {
              json.writeStartObject();
              json.writeStringProperty("message", message);
              json.writeStringProperty("code", state);
              json.writeEndObject();
            })
        .withStatus(status);
  }

  private static Response json(Content content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
      content.write(json);
    }
    return Response.bytes(TYPE, bytes.toByteArray()).withHeader("Cache-Control", "no-store");
  }
}
