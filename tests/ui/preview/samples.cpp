// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/preview/samples.h"

#include <algorithm>
#include <functional>

namespace landline::preview {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr Timestamp noon { std::chrono::milliseconds(1795176000000) };

Timestamp before(std::chrono::minutes minutes)
{
    return { noon.sinceEpoch - minutes };
}

/// Appends texts with rising seqs.
class Writer {
public:
    explicit Writer(client::TimelineModel& timeline)
        : m_timeline(timeline)
    {
    }

    void say(const QString& who, std::chrono::minutes ago, const QString& words)
    {
        event::Text text;
        text.room = m_timeline.room();
        text.seq = { ++m_seq };
        text.username = userOf(who);
        text.content = words;
        text.timestamp = before(ago);
        m_timeline.append({ text });
    }

    void pending(const QString& id, const QString& words, const std::optional<QString>& failure)
    {
        client::PendingMessage message;
        message.id = *EventId::fromString(id);
        message.room = m_timeline.room();
        message.content = words;
        message.writtenAt = before(0min);
        message.failure = failure;
        m_timeline.addPending(message);
    }

private:
    client::TimelineModel& m_timeline;
    qint64 m_seq = 0;
};

} // namespace

RoomName roomOf(const QString& name)
{
    return *RoomName::fromString(name);
}

UserName userOf(const QString& name)
{
    return *UserName::fromString(name);
}

Timestamp NoonClock::now() const
{
    return noon;
}

void fillRooms(client::RoomListModel& rooms)
{
    const auto put
        = [&rooms](const QString& name, const QString& author, const QString& words,
              std::chrono::minutes ago, const std::function<void(client::RoomEntry&)>& more) {
              client::RoomEntry entry;
              entry.room = roomOf(name);
              entry.lastAuthor = author;
              entry.lastMessage = words;
              if (!words.isEmpty()) {
                  entry.lastTime = before(ago);
              }
              more(entry);
              rooms.put(entry);
          };
    put(u"general"_s, u"bob"_s, u"Works for me 👍"_s, 1min, [](auto& room) { room.members = 7; });
    put(u"design"_s, u"Mira Köhler"_s,
        u"New palette is up, have a look before the meeting please"_s, 12min,
        [](auto& room) { room.unread = 3; });
    put(u"ops"_s, u"monitor"_s, u"disk on nas-02 is at 91 %"_s, 40min, [](auto& room) {
        room.unread = 128;
        room.mentions = 2;
    });
    put(u"release-2026-12"_s, u"ann"_s, u"tagged rc1"_s, 1500min,
        [](auto& room) { room.hasDraft = true; });
    put(u"a room with a name that is much too long for any list"_s,
        u"Maximilian Featherstonehaugh"_s, u"and a message that does not fit either, not by far"_s,
        9000min, [](auto&) {});
    put(u"משרד"_s, u"דנה"_s, u"בוקר טוב לכולם"_s, 20000min, [](auto&) {});
    put(u"private talk"_s, {}, {}, 0min, [](auto& room) { room.isPrivate = true; });
    put(u"lunch"_s, {}, {}, 0min, [](auto& room) { room.joining = true; });
}

void fillTeam(client::TimelineModel& timeline)
{
    Writer writer(timeline);
    writer.say(u"ann"_s, 1600min,
        u"Morning all. The new switch in the server room is in, please shout if anything is slow."_s);
    writer.say(u"ann"_s, 1599min, u"I measured 9.4 Gbit/s from the build machine to the NAS."_s);
    writer.say(u"bob"_s, 1580min, u"Much better than yesterday 🎉"_s);
    timeline.addNotice(
        client::TimelineModel::Kind::Joined, userOf(u"Mira Köhler"_s), before(120min));
    writer.say(u"Mira Köhler"_s, 118min,
        u"Hi! First day with a wired desk.\nTwo questions:\n1. where do the design files live now?\n2. who has the key for the plotter?"_s);
    writer.say(u"bob"_s, 112min,
        u"Files: https://files.example.org/design/2026?sort=new (ask ann for access). The key hangs next to the coffee machine."_s);
    writer.say(u"bob"_s, 111min, u"…the other coffee machine."_s);
    writer.say(u"דנה"_s, 60min, u"בוקר טוב! הפגישה של היום נדחתה לשעה 14:30, נתראה בחדר הגדול."_s);
    writer.say(u"李雷"_s, 42min,
        u"会议纪要已经上传了，大家有空看一下。👩‍👩‍👧‍👦 👍🏽 ❤️ 🇩🇪"_s);
    writer.say(u"ann"_s, 20min,
        u"@bob can you look at the backup before noon? It has been red since 06:12 and the log only says \"no space left on device\", which is odd, because there are two terabytes free. I suspect the quota of the new volume, but I am not allowed to see it."_s);
    timeline.addNotice(client::TimelineModel::Kind::Left, userOf(u"李雷"_s), before(15min));
    event::Topic topic;
    topic.room = timeline.room();
    topic.seq = { 11 };
    topic.username = userOf(u"bob"_s);
    topic.topic = u"Whatever the whole house should know"_s;
    topic.timestamp = before(10min);
    timeline.append({ event::Persistent(topic) });
    event::Text own;
    own.room = timeline.room();
    own.seq = { 12 };
    own.id = *EventId::fromString(u"x1"_s);
    own.username = userOf(u"bob"_s);
    own.content = u"On it."_s;
    own.timestamp = before(3min);
    timeline.append({ event::Persistent(own) });
    writer.pending(u"p1"_s, u"It was the quota. Raised to 4 TB, the backup runs again."_s, {});
    writer.pending(u"p2"_s, u"And this one is refused"_s,
        u"That was too quick: at most 5 messages a second."_s);
}

void fillChanges(client::TimelineModel& timeline)
{
    QList<event::Persistent> events;
    const auto say = [&](const QString& who, std::chrono::minutes ago, const QString& words,
                         qint64 replyTo = 0) -> event::Text& {
        event::Text text;
        text.room = timeline.room();
        text.seq = { static_cast<qint64>(events.size()) + 101 };
        text.id = EventId::fromString(u"s%1"_s.arg(text.seq.value)).value();
        text.username = userOf(who);
        text.content = words;
        text.timestamp = before(ago);
        if (replyTo > 0) {
            text.replyTo = Seq { replyTo };
        }
        events.append(text);
        return std::get<event::Text>(events.last());
    };
    const auto react = [](event::Text& text, const QString& emoji, const QStringList& who) {
        QList<UserName> users;
        for (const QString& name : who) {
            users.append(userOf(name));
        }
        std::sort(users.begin(), users.end());
        text.reactions.append({ Emoji::fromString(emoji).value(), users });
        std::sort(text.reactions.begin(), text.reactions.end(),
            [](const auto& a, const auto& b) { return a.emoji < b.emoji; });
    };
    const QString longName = u"Maximilian Featherstonehaugh Jr."_s;
    auto& plan = say(u"ann"_s, 90min,
        u"The move to the new rack is on Friday at 18:00. Everything behind switch 2 is off for about an hour."_s);
    plan.pinned = true;
    react(plan, u"👍"_s, { u"bob"_s, longName, u"Mira Köhler"_s });
    react(plan, u"🎉"_s, { u"ann"_s });
    say(u"Mira Köhler"_s, 84min, u"Does that include the plotter?"_s, 101);
    auto& answer = say(u"ann"_s, 82min, u"It does. Print before six!"_s, 102);
    answer.edited = before(80min);
    auto& gone = say(longName, 70min, {});
    gone.deleted = true;
    auto& pinned = say(longName, 69min, u"Sorry, wrong room."_s);
    react(pinned, u"😂"_s, { u"bob"_s });
    auto& further = say(longName, 68min, u"And this one is pinned in the middle of a group."_s);
    further.pinned = true;
    say(u"bob"_s, 40min, u"I wrote that down long ago, see above."_s, 3);
    auto& edited = say(u"bob"_s, 39min,
        u"A longer message of my own which was edited afterwards, so that the mark has to find its place at the end of its last line, wherever that is in this width of the window."_s);
    edited.edited = before(30min);
    auto& all = say(u"דנה"_s, 20min, u"מי מגיע ביום שישי?"_s, 104);
    all.edited = before(19min);
    const QStringList many { u"👍"_s, u"👎"_s, u"❤️"_s, u"😂"_s, u"🎉"_s, u"😮"_s, u"😢"_s, u"🙏"_s,
        u"🔥"_s, u"👀"_s, u"✅"_s, u"🚀"_s, u"💯"_s, u"👏"_s, u"🇩🇪"_s, u"👩‍👩‍👧‍👦"_s,
        u"☕"_s, u"🎂"_s, u"🐛"_s, u"💡"_s };
    QStringList crowd;
    for (int i = 0; i < 128; ++i) {
        crowd.append(u"guest %1"_s.arg(i));
    }
    for (qsizetype i = 0; i < many.size(); ++i) {
        QStringList who = crowd.first(1 + (i * 37) % 128);
        if (i % 3 == 0) {
            who.append(u"bob"_s);
        }
        react(all, many.at(i), who);
    }
    say(longName, 5min,
        u"That is a very long answer to a message which was itself rather long, to see what becomes of both."_s,
        108);
    auto& own = say(u"bob"_s, 2min, u"See you there, @ann"_s, 101);
    react(own, u"👀"_s, { u"ann"_s, u"Mira Köhler"_s });
    event::History run;
    run.room = timeline.room();
    run.events = events;
    run.first = { 101 };
    run.last = { 100 + events.size() };
    run.more = true;
    timeline.reset(run);
    timeline.setOriginal({ 3 }, std::nullopt);
}

void fillHostile(client::TimelineModel& timeline)
{
    Writer writer(timeline);
    writer.say(
        u"mallory"_s, 50min, u"<b>bold?</b> <img src=file:///etc/passwd> <table><tr><td>&amp;"_s);
    writer.say(u"WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW"_s, 40min, QString(900, u'W'));
    writer.say(u"mallory"_s, 30min,
        u"Z"_s + QString(400, QChar(0x0336)) + u"algo"_s + QString(300, QChar(0x0301))
            + u" tail"_s);
    writer.say(u"mallory"_s, 20min,
        QString(QChar(0x202e)) + u"gnp.exe after the override\nnext line is straight"_s);
    QString lines;
    for (int i = 1; i <= 200; ++i) {
        lines += u"line %1 of two hundred\n"_s.arg(i);
    }
    writer.say(u"mallory"_s, 10min, lines);
    writer.say(u"mallory"_s, 9min,
        u"https://example.org/"_s + QString(300, u'x')
            + u" javascript:alert(1) (see https://a.example/b_(c))."_s);
}

void fillMany(client::TimelineModel& timeline, int count)
{
    QList<event::Persistent> events;
    for (int i = 1; i <= count; ++i) {
        event::Text text;
        text.room = timeline.room();
        text.seq = { i };
        text.username = userOf(u"user%1"_s.arg(i / 7 % 5));
        text.content
            = u"message %1 "_s.arg(i) + QString((i * 37) % 300, u'.').replace(u".."_s, u"o "_s);
        text.timestamp = { before(0min).sinceEpoch - std::chrono::minutes(count - i) };
        events.append(text);
    }
    timeline.append(events);
}

event::Text foundText(qint64 seq, const QString& words)
{
    event::Text text;
    text.room = RoomName::general();
    text.seq = { seq };
    text.username = userOf(u"ann"_s);
    text.content = words;
    text.timestamp = before(std::chrono::minutes(1000 - seq));
    return text;
}

void fillFound(client::SearchModel& results, const QString& query)
{
    QList<event::FoundMessage> found;
    const auto put = [&found](const QString& room, const QString& who, std::chrono::minutes ago,
                         const QString& words) {
        event::Text text = foundText(found.size() + 1, words);
        text.room = roomOf(room);
        text.username = userOf(who);
        text.timestamp = before(ago);
        found.append({ text, {}, {} });
    };
    put(u"general"_s, u"ann"_s, 20min,
        u"@bob can you look at the backup before noon? It has been red since 06:12."_s);
    put(u"ops"_s, u"monitor"_s, 400min, u"backup of nas-02: red"_s);
    put(u"design"_s, u"Mira Köhler"_s, 1500min,
        u"Where is the backup of the old palette? I looked at https://files.example.org/backup/2026 and there is nothing but the logos, and they are of last year."_s);
    put(u"a room with a name that is much too long for any list"_s,
        u"Maximilian Featherstonehaugh Jr."_s, 9000min,
        u"I would like to come back to what was said the other day about the tapes, the cupboard and its key, because it is not clear to me who changes them on Fridays when nobody is in the house. A BACKUP that nobody checks is none."_s);
    put(u"משרד"_s, u"דנה"_s, 20000min, u"הגיבוי (backup) הסתיים בשעה 14:30"_s);
    put(u"general"_s, u"李雷"_s, 520000min,
        u"备份 backup 已经完成了，大家有空看一下。👍🏽"_s);
    put(u"general"_s, u"bob"_s, 530000min, u"backups?"_s);
    results.begin(SearchQuery::parse(query).value());
    results.append(found);
    client::SearchStatus status;
    status.state = client::SearchStatus::State::Done;
    results.setStatus(status);
}

void fillMembers(client::MemberListModel& members)
{
    members.setMembers({ { userOf(u"ann"_s), event::Presence::Online },
        { userOf(u"bob"_s), event::Presence::Online },
        { userOf(u"Mira Köhler"_s), event::Presence::Online },
        { userOf(u"Maximilian Featherstonehaugh Jr"_s), event::Presence::Offline },
        { userOf(u"דנה"_s), event::Presence::Offline },
        { userOf(u"李雷"_s), event::Presence::Offline } });
    members.setTyping({ userOf(u"ann"_s) });
}

} // namespace landline::preview
