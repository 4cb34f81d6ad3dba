// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/codec.h"

#include "messages/jsonkeys.h"
#include "messages/jsonreader.h"
#include "messages/limits.h"

#include <algorithm>
#include <array>

namespace landline {

using namespace Qt::StringLiterals;
using namespace std::string_view_literals;

namespace {

/// Text of a person, of at most `most` UTF-8 bytes.
QString boundedText(JsonReader& fields, std::string_view key, QString text, qsizetype most)
{
    // One UTF-16 unit is at most 3 bytes, so what is short need not be measured.
    if (text.size() * 3 > most) {
        if (const qsizetype bytes = text.toUtf8().size(); bytes > most) {
            fields.fail(ErrorCode::TooLong, key,
                u"may have at most %1 bytes, not %2"_s.arg(most).arg(bytes));
        }
    }
    if (text.contains(u'\0')) {
        fields.fail(ErrorCode::BadField, key, u"must not contain the character U+0000");
    }
    return text;
}

/// At most the first `most` characters (code points).
QString cut(const QString& text, qsizetype most)
{
    qsizetype end = 0;
    for (; end < text.size() && most > 0; --most) {
        end += text.at(end).isHighSurrogate() ? 2 : 1;
    }
    return text.first(end);
}

request::Hello decodeHello(JsonReader& fields)
{
    request::Hello hello;
    hello.protocol = static_cast<int>(
        fields.integer(key::protocol, 0, 1000).value_or(limits::protocolVersion));
    hello.client = cut(fields.text(key::client).value_or(QString()), limits::clientName);
    hello.username = fields.required(fields.user(key::username), key::username);
    hello.token = fields.text(key::token);
    hello.password = fields.text(key::password);
    const auto resume = fields.object(key::resume);
    if (!resume) {
        return hello;
    }
    if (resume->size() > static_cast<std::size_t>(limits::resumedRooms)) {
        fields.fail(ErrorCode::BadField, key::resume,
            u"may name at most %1 rooms"_s.arg(limits::resumedRooms));
        return hello;
    }
    for (const auto field : *resume) {
        auto room = RoomName::fromString(toQString(field.key));
        if (!room) {
            fields.fail(room.error());
            break;
        }
        if (hello.resume.contains(*room)) {
            fields.fail(ErrorCode::BadField, field.key, u"is there twice");
            break;
        }
        const auto seq = fields.seqIn(field.value, field.key, 0);
        if (!seq) {
            break;
        }
        hello.resume.insert(*room, *seq);
    }
    return hello;
}

request::Join decodeJoin(JsonReader& fields)
{
    request::Join join;
    join.room = fields.required(fields.room(key::room), key::room);
    join.since = fields.seq(key::since, 0);
    if (const auto limit = fields.integer(key::limit, 0, std::numeric_limits<int>::max())) {
        join.limit = static_cast<int>(std::min<qint64>(*limit, limits::historyPage));
    }
    if (join.since && join.limit) {
        fields.fail(ErrorCode::BadField, key::limit, u"must not stand beside \"since\"");
    }
    return join;
}

/// What a message says.
QString decodeContent(JsonReader& fields)
{
    QString content = boundedText(fields, key::content,
        fields.required(fields.text(key::content), key::content), limits::content);
    if (QStringView(content).trimmed().isEmpty()) {
        fields.fail(ErrorCode::BadField, key::content, u"must not be empty");
    }
    return content;
}

/// Of the message that a change is about.
Seq decodeTarget(JsonReader& fields)
{
    return fields.required(fields.seq(key::seq, 1), key::seq);
}

bool decodeOn(JsonReader& fields)
{
    return fields.boolean(key::on).value_or(true);
}

request::React decodeReact(JsonReader& fields)
{
    return { fields.room(key::room), decodeTarget(fields),
        fields.required(fields.emoji(key::emoji), key::emoji), decodeOn(fields) };
}

request::Text decodeText(JsonReader& fields)
{
    request::Text text;
    text.room = fields.room(key::room);
    text.content = decodeContent(fields);
    text.replyTo = fields.seq(key::replyTo, 1);
    return text;
}

request::History decodeHistory(JsonReader& fields)
{
    request::History history;
    history.room = fields.room(key::room);
    history.before = fields.seq(key::before, 1);
    history.after = fields.seq(key::after, 0);
    if (history.before && history.after) {
        fields.fail(ErrorCode::BadField, key::after, u"must not stand beside \"before\"");
    }
    const auto limit = fields.integer(key::limit, 1, std::numeric_limits<int>::max());
    history.limit = static_cast<int>(std::min<qint64>(limit.value_or(0), limits::historyPage));
    return history;
}

request::Search decodeSearch(JsonReader& fields)
{
    request::Search search;
    const QString text = boundedText(fields, key::query,
        fields.required(fields.text(key::query), key::query), limits::searchQuery);
    search.before = fields.searchPlace(key::before);
    const auto limit = fields.integer(key::limit, 1, std::numeric_limits<int>::max());
    search.limit = static_cast<int>(std::min<qint64>(limit.value_or(0), limits::historyPage));
    if (fields.fault()) {
        return search;
    }
    auto query = SearchQuery::parse(text);
    if (query) {
        search.query = *std::move(query);
    } else {
        fields.fail(query.error());
    }
    return search;
}

request::Create decodeCreate(JsonReader& fields)
{
    request::Create create;
    create.room = fields.required(fields.room(key::room), key::room);
    create.topic = boundedText(
        fields, key::topic, fields.text(key::topic).value_or(QString()), limits::topic);
    create.isPrivate = fields.boolean(key::isPrivate).value_or(false);
    return create;
}

/// The rest of the protocol's requests, which this version does not serve.
constexpr std::array unserved { "invite"sv, "kick"sv, "ban"sv, "mute"sv, "notify"sv, "presence"sv };

/// The request of that type; where there is none, a fault of the fields and any request.
Request decodeAs(std::string_view type, JsonReader& fields)
{
    if (type == type::text) {
        return decodeText(fields);
    }
    if (type == type::typing) {
        return request::Typing { fields.room(key::room),
            fields.boolean(key::active).value_or(true) };
    }
    if (type == type::read) {
        return request::Read { fields.room(key::room),
            fields.required(fields.seq(key::seq, 0), key::seq) };
    }
    if (type == type::edit) {
        return request::Edit { fields.room(key::room), decodeTarget(fields),
            decodeContent(fields) };
    }
    if (type == type::remove) {
        return request::Delete { fields.room(key::room), decodeTarget(fields) };
    }
    if (type == type::react) {
        return decodeReact(fields);
    }
    if (type == type::pin) {
        return request::Pin { fields.room(key::room), decodeTarget(fields), decodeOn(fields) };
    }
    if (type == type::hello) {
        return decodeHello(fields);
    }
    if (type == type::join) {
        return decodeJoin(fields);
    }
    if (type == type::leave) {
        return request::Leave { fields.room(key::room) };
    }
    if (type == type::history) {
        return decodeHistory(fields);
    }
    if (type == type::search) {
        return decodeSearch(fields);
    }
    if (type == type::topic) {
        return request::Topic { fields.room(key::room),
            boundedText(fields, key::topic, fields.required(fields.text(key::topic), key::topic),
                limits::topic) };
    }
    if (type == type::rooms) {
        return request::Rooms {};
    }
    if (type == type::users) {
        return request::Users { fields.room(key::room) };
    }
    if (type == type::create) {
        return decodeCreate(fields);
    }
    if (type == type::ping) {
        return request::Ping {};
    }
    const QString name = toQString(type.substr(0, 64));
    if (std::find(unserved.begin(), unserved.end(), type) != unserved.end()) {
        fields.fail({ ErrorCode::Unsupported,
            u"\"%1\" is not served by this version of Landline."_s.arg(name) });
    } else {
        fields.fail(
            { ErrorCode::UnknownType, u"There is no request of the type \"%1\"."_s.arg(name) });
    }
    return request::Ping {};
}

} // namespace

std::variant<RequestFrame, RequestError> decodeRequest(QByteArrayView json)
{
    const auto object = parseObject(json);
    if (!object) {
        return RequestError { object.error(), std::nullopt };
    }
    JsonReader fields(*object);
    auto id = fields.id();
    if (fields.fault()) {
        return RequestError { *fields.fault(), std::nullopt };
    }
    const auto type = readType(fields);
    if (!type) {
        return RequestError { type.error(), id };
    }
    RequestFrame frame { std::move(id), decodeAs(*type, fields) };
    if (fields.fault()) {
        return RequestError { *fields.fault(), std::move(frame.id) };
    }
    return frame;
}

} // namespace landline
