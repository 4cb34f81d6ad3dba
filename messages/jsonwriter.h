// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/jsontext.h"
#include "messages/names.h"
#include "messages/values.h"

#include <QStringView>

#include <string_view>

namespace landline {

/// Writes one JSON object field by field (RFC 8259). Keys must need no escapes.
class JsonWriter {
public:
    explicit JsonWriter(JsonText& out)
        : m_out(out)
    {
        m_out.append('{');
    }

    void field(std::string_view key, std::string_view ascii);
    void field(std::string_view key, QStringView text);
    void field(std::string_view key, const QString& text) { field(key, QStringView(text)); }
    void field(std::string_view key, const UserName& name) { field(key, name.toString()); }
    void field(std::string_view key, const RoomName& name) { field(key, name.toString()); }
    void field(std::string_view key, const EventId& id) { field(key, id.toString()); }
    void field(std::string_view key, Seq seq) { field(key, seq.value); }
    void field(std::string_view key, SearchPlace place) { field(key, place.value); }
    void field(std::string_view key, Timestamp moment);
    void field(std::string_view key, qint64 number);
    void field(std::string_view key, int number) { field(key, qint64(number)); }
    void field(std::string_view key, double number);
    void field(std::string_view key, bool value);
    template <typename T>
    void field(std::string_view key, const std::optional<T>& value)
    {
        if (value) {
            field(key, *value);
        }
    }

    /// `write` is called with the output and each element, and appends it.
    template <typename List, typename Write>
    void array(std::string_view key, const List& list, const Write& write)
    {
        m_out.keepUpTo(begin(key, 0));
        char separator = '[';
        for (const auto& element : list) {
            m_out.append(separator);
            write(m_out, element);
            separator = ',';
        }
        m_out.append(list.isEmpty() ? "[]" : "]");
    }

    /// An object whose keys are names that people chose, each with the number that `number` gives for it.
    template <typename List, typename Number>
    void map(std::string_view key, const List& names, const Number& number)
    {
        m_out.keepUpTo(begin(key, 0));
        char separator = '{';
        for (const auto& name : names) {
            m_out.append(separator);
            appendText(m_out, name.toString());
            m_out.append(':');
            appendNumber(m_out, number(name));
            separator = ',';
        }
        m_out.append(names.isEmpty() ? "{}" : "}");
    }

    /// `write` is called with a writer for the inner object.
    template <typename Write>
    void object(std::string_view key, const Write& write)
    {
        m_out.keepUpTo(begin(key, 0));
        JsonWriter inner(m_out);
        write(inner);
        inner.end();
    }

    void end() { m_out.append('}'); }

    static void appendText(JsonText& out, QStringView text);
    static void appendNumber(JsonText& out, qint64 number);

private:
    /// Writes the key; the place behind it, with room for `most` bytes of its value.
    char* begin(std::string_view key, qsizetype most);

    JsonText& m_out;
    bool m_empty = true;
};

} // namespace landline
