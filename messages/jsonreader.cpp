// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/jsonreader.h"

#include "messages/jsonkeys.h"
#include "messages/limits.h"

#include <algorithm>
#include <memory>

namespace landline {

using namespace Qt::StringLiterals;
namespace dom = simdjson::dom;

namespace {

/// Beyond 2^53 a JSON number is not exact everywhere (RFC 8259 section 6).
constexpr qint64 mostExact = (qint64(1) << 53) - 1;

/// A parser and the padded copy of what it reads, which simdjson needs (SIMDJSON_PADDING bytes behind the text).
class ParserOfThread {
public:
    simdjson::error_code parse(QByteArrayView json, dom::element& document)
    {
        const auto size = static_cast<std::size_t>(json.size());
        if (!m_parser || size > m_capacity) {
            grow(size);
        }
        if (m_allocation) {
            return m_allocation;
        }
        std::copy_n(json.data(), size, m_text.get());
        return m_parser->parse(m_text.get(), size, false).get(document);
    }

    /// A page of history may be megabytes long; what it took is given back with the next small frame.
    void giveBackAfter(qsizetype size)
    {
        if (m_capacity > keptCapacity && static_cast<std::size_t>(size) <= keptCapacity) {
            grow(keptCapacity);
        }
    }

private:
    static constexpr std::size_t keptCapacity
        = limits::frame; ///< Bytes: all that a server ever reads.

    void grow(std::size_t size)
    {
        m_capacity = std::max(size, keptCapacity);
        m_text = std::make_unique<char[]>(m_capacity + simdjson::SIMDJSON_PADDING);
        m_parser = std::make_unique<dom::parser>();
        m_allocation = m_parser->allocate(m_capacity, limits::jsonDepth);
    }

    std::unique_ptr<dom::parser> m_parser;
    std::unique_ptr<char[]> m_text;
    std::size_t m_capacity = 0;
    simdjson::error_code m_allocation = simdjson::SUCCESS;
};

QString quoted(std::string_view key)
{
    return u'"' + toQString(key) + u'"';
}

QStringView typeName(dom::element_type type)
{
    switch (type) {
    case dom::element_type::ARRAY:
        return u"an array";
    case dom::element_type::OBJECT:
        return u"an object";
    case dom::element_type::STRING:
        return u"a string";
    case dom::element_type::BOOL:
        return u"a boolean";
    case dom::element_type::NULL_VALUE:
        return u"null";
    default:
        return u"a number";
    }
}

QString mustBe(QStringView wanted, dom::element found)
{
    return u"must be %1, not %2"_s.arg(wanted, typeName(found.type()));
}

} // namespace

QString toQString(std::string_view text)
{
    constexpr std::string_view byteOrderMark = "\xef\xbb\xbf";
    QString string = QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
    // fromUtf8() takes the first U+FEFF for a mark of the encoding; within JSON it is a character.
    if (text.starts_with(byteOrderMark)) {
        string.prepend(QChar(QChar::ByteOrderMark));
    }
    return string;
}

Result<dom::object> parseObject(QByteArrayView json)
{
    thread_local ParserOfThread parser;
    parser.giveBackAfter(json.size());
    dom::element document;
    if (const auto error = parser.parse(json, document)) {
        return Error { ErrorCode::BadJson,
            u"This is not JSON that can be read: %1."_s.arg(
                QString::fromUtf8(simdjson::error_message(error))) };
    }
    dom::object object;
    if (document.get(object)) {
        return Error { ErrorCode::BadFrame,
            u"A frame must be one JSON object, not %1."_s.arg(typeName(document.type())) };
    }
    return object;
}

Result<std::string_view> readType(JsonReader& fields)
{
    const auto type = fields.utf8(key::type);
    if (fields.fault()) {
        return *fields.fault();
    }
    if (!type) {
        return Error { ErrorCode::BadFrame, u"A frame must have a \"type\"."_s };
    }
    return *type;
}

JsonReader::JsonReader(dom::object object)
{
    // Walking simdjson's tape anew for each key took longer than parsing.
    m_fields.reserve(static_cast<qsizetype>(object.size()));
    for (const auto field : object) {
        m_fields.append({ field.key, field.value, false });
    }
}

std::optional<dom::element> JsonReader::find(std::string_view key)
{
    const auto hasKey = [key](const Field& field) { return field.key == key; };
    const auto found = std::find_if(m_fields.begin(), m_fields.end(), hasKey);
    if (found == m_fields.end()) {
        return std::nullopt;
    }
    m_taken += found->isTaken ? 0 : 1;
    found->isTaken = true;
    if (std::any_of(found + 1, m_fields.end(), hasKey)) {
        fail(ErrorCode::BadField, key, u"is there twice");
        return std::nullopt;
    }
    return found->value.is_null() ? std::nullopt : std::optional(found->value);
}

std::optional<std::string_view> JsonReader::utf8(std::string_view key)
{
    const auto element = find(key);
    if (!element) {
        return std::nullopt;
    }
    std::string_view value;
    if (element->get(value)) {
        fail(ErrorCode::BadField, key, mustBe(u"a string", *element));
        return std::nullopt;
    }
    return value;
}

std::optional<QString> JsonReader::text(std::string_view key)
{
    const auto value = utf8(key);
    return value ? std::optional(toQString(*value)) : std::nullopt;
}

std::optional<qint64> JsonReader::integer(std::string_view key, qint64 least, qint64 most)
{
    const auto element = find(key);
    return element ? integerIn(*element, key, least, most) : std::nullopt;
}

std::optional<qint64> JsonReader::integerIn(
    dom::element element, std::string_view key, qint64 least, qint64 most)
{
    int64_t value = 0;
    if (element.get(value)) {
        fail(ErrorCode::BadField, key,
            element.is_number() ? u"must be a whole number of at most 64 bits"_s
                                : mustBe(u"a whole number", element));
        return std::nullopt;
    }
    if (value < least || value > most) {
        fail(ErrorCode::BadField, key,
            u"must be from %1 to %2, not %3"_s.arg(least).arg(most).arg(value));
        return std::nullopt;
    }
    return value;
}

std::optional<double> JsonReader::number(std::string_view key)
{
    const auto element = find(key);
    if (!element) {
        return std::nullopt;
    }
    double value = 0;
    if (element->get(value)) {
        fail(ErrorCode::BadField, key, mustBe(u"a number", *element));
        return std::nullopt;
    }
    return value;
}

std::optional<bool> JsonReader::boolean(std::string_view key)
{
    const auto element = find(key);
    if (!element) {
        return std::nullopt;
    }
    bool value = false;
    if (element->get(value)) {
        fail(ErrorCode::BadField, key, mustBe(u"true or false", *element));
        return std::nullopt;
    }
    return value;
}

std::optional<dom::array> JsonReader::array(std::string_view key)
{
    const auto element = find(key);
    if (!element) {
        return std::nullopt;
    }
    dom::array value;
    if (element->get(value)) {
        fail(ErrorCode::BadField, key, mustBe(u"an array", *element));
        return std::nullopt;
    }
    return value;
}

std::optional<dom::object> JsonReader::object(std::string_view key)
{
    const auto element = find(key);
    if (!element) {
        return std::nullopt;
    }
    dom::object value;
    if (element->get(value)) {
        fail(ErrorCode::BadField, key, mustBe(u"an object", *element));
        return std::nullopt;
    }
    return value;
}

template <typename Name>
std::optional<Name> JsonReader::checkedText(std::string_view key)
{
    const auto value = text(key);
    if (!value) {
        return std::nullopt;
    }
    auto name = Name::fromString(*value);
    if (!name) {
        fail(name.error());
        return std::nullopt;
    }
    return *std::move(name);
}

std::optional<EventId> JsonReader::id()
{
    return checkedText<EventId>(key::id);
}

std::optional<Emoji> JsonReader::emoji(std::string_view key)
{
    return checkedText<Emoji>(key);
}

std::optional<RoomName> JsonReader::room(std::string_view key)
{
    return checkedText<RoomName>(key);
}

std::optional<UserName> JsonReader::user(std::string_view key)
{
    return checkedText<UserName>(key);
}

std::optional<Seq> JsonReader::seq(std::string_view key, qint64 least)
{
    const auto element = find(key);
    return element ? seqIn(*element, key, least) : std::nullopt;
}

std::optional<Seq> JsonReader::seqIn(dom::element element, std::string_view key, qint64 least)
{
    const auto value = integerIn(element, key, least, mostExact);
    return value ? std::optional(Seq { *value }) : std::nullopt;
}

std::optional<SearchPlace> JsonReader::searchPlace(std::string_view key)
{
    const auto value = integer(key, 0, mostExact);
    return value ? std::optional(SearchPlace { *value }) : std::nullopt;
}

std::optional<Timestamp> JsonReader::timestamp(std::string_view key)
{
    const auto value = text(key);
    if (!value) {
        return std::nullopt;
    }
    const auto moment = Timestamp::fromText(value->toLatin1());
    if (!moment) {
        fail(ErrorCode::BadField, key, u"must be a moment such as 2026-11-20T22:42:31.123Z");
    }
    return moment;
}

void JsonReader::fail(ErrorCode code, std::string_view key, QStringView reason)
{
    fail({ code, u"%1 %2."_s.arg(quoted(key), reason) });
}

void JsonReader::fail(Error error)
{
    if (!m_fault) {
        m_fault = std::move(error);
    }
}

} // namespace landline
