// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/emoji.h"
#include "messages/names.h"
#include "messages/values.h"

#include <QByteArrayView>
#include <QString>
#include <QVarLengthArray>

#include <simdjson.h>

#include <optional>
#include <string_view>

namespace landline {

/// Every character of the text, a U+FEFF in front among them.
QString toQString(std::string_view text);

/// The outermost object of a document. Valid until the next call in the same thread.
/// Fails with BadJson, or with BadFrame where the document is no object.
Result<simdjson::dom::object> parseObject(QByteArrayView json);

class JsonReader;

/// What kind of frame it is, valid as long as the document.
/// Fails with BadFrame where it does not say, or BadField where it says no string, or says it twice.
Result<std::string_view> readType(JsonReader& fields);

/// Takes the fields of one object, remembering the first that is wrong.
///
/// A field that is absent or null is nothing; one of the wrong type, out of range, or there twice
/// is a fault. After a fault the values are worthless: look at fault() before using them.
class JsonReader {
public:
    explicit JsonReader(simdjson::dom::object object);

    std::optional<QString> text(std::string_view key);
    /// As text(), and valid as long as the document.
    std::optional<std::string_view> utf8(std::string_view key);
    std::optional<qint64> integer(std::string_view key, qint64 least, qint64 most);
    std::optional<double> number(std::string_view key);
    std::optional<bool> boolean(std::string_view key);
    std::optional<simdjson::dom::array> array(std::string_view key);
    std::optional<simdjson::dom::object> object(std::string_view key);

    std::optional<EventId> id();
    std::optional<Emoji> emoji(std::string_view key);
    std::optional<RoomName> room(std::string_view key);
    std::optional<UserName> user(std::string_view key);
    std::optional<Seq> seq(std::string_view key, qint64 least);
    std::optional<SearchPlace> searchPlace(std::string_view key);
    std::optional<Timestamp> timestamp(std::string_view key);

    /// The seq that `element`, found under `key`, is.
    std::optional<Seq> seqIn(simdjson::dom::element element, std::string_view key, qint64 least);

    /// The value, or a fault where there is none.
    template <typename T>
    T required(std::optional<T> value, std::string_view key)
    {
        if (!value) {
            fail(ErrorCode::BadField, key, u"is missing");
            return T {};
        }
        return *std::move(value);
    }

    /// Every field has been asked for: what is optional need not be looked for.
    bool isExhausted() const { return m_taken == m_fields.size(); }

    /// "\"KEY\" REASON." becomes the fault, unless there is one already.
    void fail(ErrorCode code, std::string_view key, QStringView reason);
    void fail(Error error);
    const std::optional<Error>& fault() const { return m_fault; }

private:
    std::optional<simdjson::dom::element> find(std::string_view key);
    std::optional<qint64> integerIn(
        simdjson::dom::element element, std::string_view key, qint64 least, qint64 most);
    template <typename Name>
    std::optional<Name> checkedText(std::string_view key);

    struct Field {
        std::string_view key;
        simdjson::dom::element value;
        bool isTaken = false;
    };

    QVarLengthArray<Field, 16> m_fields; ///< As many as most frames have without an allocation.
    qsizetype m_taken = 0; ///< How many of them were asked for.
    std::optional<Error> m_fault;
};

} // namespace landline
