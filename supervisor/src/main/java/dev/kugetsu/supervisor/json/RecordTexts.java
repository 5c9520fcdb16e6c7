package dev.kugetsu.supervisor.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.List;

/// Makes JSON of texts, by the type that is wanted; what does not fit stays a text, for the reader to refuse.
final class RecordTexts {

    private RecordTexts() {}

    /// @param texts at least one
    /// @param type of the component that they are for
    static JsonNode node(List<String> texts, Type type) {
        if (type instanceof ParameterizedType generic && generic.getRawType().equals(List.class)) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            texts.forEach(text -> array.add(node(List.of(text), generic.getActualTypeArguments()[0])));
            return array;
        }
        Type plain = type instanceof ParameterizedType generic ? generic.getActualTypeArguments()[0] : type;
        String text = texts.getLast();
        if (plain.equals(boolean.class) || plain.equals(Boolean.class)) {
            return BooleanNode.valueOf(Boolean.parseBoolean(text));
        }
        if (plain.equals(BigDecimal.class) && text.matches("-?[0-9]{1,18}(?:\\.[0-9]{1,18})?")) {
            return DecimalNode.valueOf(new BigDecimal(text));
        }
        boolean isNumber = (plain.equals(Integer.class) || plain.equals(Long.class)) && text.matches("-?[0-9]{1,18}");
        return isNumber ? LongNode.valueOf(Long.parseLong(text)) : TextNode.valueOf(text);
    }
}
