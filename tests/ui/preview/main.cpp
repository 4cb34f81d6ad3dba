// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures of the window without a server: preview SCENE light|dark WIDTHxHEIGHT FILE.png
// Scenes: team, hostile, many, empty, none, join, start, problem; changes, reply, edit, delete; switcher, keys, complete;
// search, search-guide, search-none, search-bad, search-offline.
#include "tests/ui/preview/samples.h"

#include "ui/compose/composer.h"
#include "ui/compose/wordcompleter.h"
#include "ui/conversation.h"
#include "ui/conversationheader.h"
#include "ui/keyoverview.h"
#include "ui/look/appearance.h"
#include "ui/look/icons.h"
#include "ui/members/memberpanel.h"
#include "ui/noticebar.h"
#include "ui/questionbar.h"
#include "ui/rooms/roompanel.h"
#include "ui/search/searchpanel.h"
#include "ui/sentences.h"
#include "ui/startpage.h"
#include "ui/switcher/switcher.h"
#include "ui/timeline/timelineview.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QSplitter>
#include <QTextStream>
#include <QTimer>

using namespace Qt::StringLiterals;
using namespace landline;

namespace {

/// The three panels of a ChatPage around models that no session fills.
class Gallery final : public QSplitter {
public:
    Gallery(const QString& scene, const ui::Appearance& appearance, const Clock& clock,
        QWidget* parent = nullptr)
        : QSplitter(parent)
        , m_timeline(preview::roomOf(u"general"_s), preview::userOf(u"bob"_s))
        , m_members(preview::userOf(u"bob"_s))
    {
        preview::fillMembers(m_members);
        if (scene != "none"_L1) {
            preview::fillRooms(m_rooms);
        }
        fill(scene);
        auto* rooms = new ui::RoomPanel(m_rooms, appearance, clock, this);
        auto* conversation = new ui::Conversation(appearance, clock, this);
        rooms->setServerName(u"Acme Rockets"_s);
        rooms->setCurrent(m_timeline.room());
        client::SessionStatus status;
        status.state = client::SessionState::Live;
        if (scene == "hostile"_L1) {
            status.state = client::SessionState::WaitingToRetry;
            status.problem = client::SessionProblem::Refused;
            status.nextAttempt = std::chrono::seconds(7);
            conversation->notice().say(
                ui::NoticeBar::Tone::Warning, ui::problemSentence(status, u"chat.office"_s));
        }
        rooms->setStatus(status);
        if (scene == "join"_L1) {
            rooms->openJoinPanel();
            event::RoomInfo garden;
            garden.room = preview::roomOf(u"garden"_s);
            garden.topic = u"Plants of the roof"_s;
            garden.members = 4;
            event::RoomInfo music;
            music.room = preview::roomOf(u"music"_s);
            music.members = 12;
            rooms->setAvailable({ garden, music });
            rooms->showJoinProblem(u"A room's name has at most 64 characters."_s);
        }
        conversation->header().setRoom(u"general"_s, u"Whatever the whole house should know"_s);
        conversation->header().setMemberCount(6);
        if (scene != "none"_L1) {
            conversation->showRoom(
                &m_timeline, scene == "hostile"_L1 ? u"A draft\nof three\nlines"_s : QString());
            conversation->setTyping(
                { preview::userOf(u"ann"_s), preview::userOf(u"Mira Köhler"_s) });
        }
        if (scene == "complete"_L1) {
            complete(conversation->composer());
        }
        if (isAboutChanges(scene)) {
            act(*conversation, scene);
        }
        if (scene == "team"_L1 || scene == "none"_L1 || scene == "many"_L1
            || scene == "changes"_L1) {
            auto* members = new ui::MemberPanel(appearance, this);
            members->setModel(&m_members);
        }
        if (scene.startsWith("search"_L1)) {
            search(scene, *conversation, appearance, clock);
        }
        setSizes({ 280, 700, scene.startsWith("search"_L1) ? 360 : 220 });
        setStretchFactor(1, 1);
        setChildrenCollapsible(false);
    }

private:
    static bool isAboutChanges(const QString& scene)
    {
        return scene == "changes"_L1 || scene == "reply"_L1 || scene == "edit"_L1
            || scene == "delete"_L1;
    }

    static void complete(ui::Composer& composer)
    {
        composer.completer().setSource([](QChar) {
            return QList<ui::Completion> { { u"ann"_s, u"online"_s },
                { u"Mira Köhler"_s, u"online"_s },
                { u"Maximilian Featherstonehaugh Junior of the third floor"_s, u"online"_s },
                { u"room"_s, u"everybody in this room"_s } };
        });
        QTimer::singleShot(20, &composer, [&composer] { composer.takeTyped(u"Thanks, @"_s); });
    }

    /// As a person would, with the keys.
    static void act(ui::Conversation& conversation, const QString& scene)
    {
        ui::TimelineView& timeline = conversation.timeline();
        timeline.setFeatures(client::Feature::Edit | client::Feature::Delete
            | client::Feature::React | client::Feature::Pin);
        QTimer::singleShot(20, &timeline, [&timeline] { timeline.setFocus(Qt::TabFocusReason); });
        ui::Composer& composer = conversation.composer();
        if (scene == "reply"_L1) {
            composer.showContext(ui::Icon::Reply, u"Replying to Maximilian Featherstonehaugh Jr."_s,
                u"That is a very long answer to a message which was itself rather long, to see what becomes of both."_s);
            composer.setText(u"So be it"_s);
        } else if (scene == "edit"_L1) {
            composer.showContext(
                ui::Icon::Edit, u"Editing your message"_s, u"See you there, @ann"_s);
            composer.setText(u"See you there, @ann and @Mira"_s);
        } else if (scene == "delete"_L1) {
            conversation.question().ask(
                u"Delete this message for everybody? It cannot be brought back."_s,
                u"See you there, @ann"_s, u"Delete"_s, u"Keep"_s);
        }
    }

    /// A panel at the right, as if somebody had searched.
    void search(const QString& scene, ui::Conversation& conversation,
        const ui::Appearance& appearance, const Clock& clock)
    {
        auto* panel = new ui::SearchPanel(m_found, appearance, clock, this);
        panel->open(scene == "search"_L1 ? ui::SearchPanel::Scope::Everywhere
                                         : ui::SearchPanel::Scope::Room,
            m_timeline.room());
        auto* field = panel->findChild<QLineEdit*>();
        client::SearchStatus status;
        status.state = client::SearchStatus::State::Done;
        if (scene == "search"_L1 || scene == "search-offline"_L1) {
            field->setText(u"backup"_s);
            panel->searchAgain();
            preview::fillFound(m_found, u"backup"_s);
            QTimer::singleShot(20, &conversation, [this, &conversation] {
                conversation.timeline().jumpToFound({ 9 }, m_found.query());
            });
            status.isOffline = scene == "search-offline"_L1;
            m_found.setStatus(status);
        } else if (scene == "search-none"_L1) {
            field->setText(u"from:ann wombat"_s);
            m_found.begin(SearchQuery::parse(u"in:general from:ann wombat"_s).value());
            panel->open(ui::SearchPanel::Scope::Room, m_timeline.room());
            m_found.setStatus(status);
        } else if (scene == "search-bad"_L1) {
            field->setText(u"has:wings"_s);
            status.state = client::SearchStatus::State::Failed;
            status.error = SearchQuery::parse(u"has:wings"_s).error();
            m_found.setStatus(status);
        }
    }

    void fill(const QString& scene)
    {
        if (scene == "team"_L1 || scene == "join"_L1 || scene == "switcher"_L1 || scene == "keys"_L1
            || scene == "complete"_L1 || scene.startsWith("search"_L1)) {
            preview::fillTeam(m_timeline);
            m_timeline.setReadSeq({ 7 });
        } else if (isAboutChanges(scene)) {
            preview::fillChanges(m_timeline);
        } else if (scene == "hostile"_L1) {
            preview::fillHostile(m_timeline);
        } else if (scene == "many"_L1) {
            preview::fillMany(m_timeline, 10000);
            m_timeline.setReadSeq({ 9900 });
        }
    }

    client::SearchModel m_found;
    client::RoomListModel m_rooms;
    client::TimelineModel m_timeline;
    client::MemberListModel m_members;
};

ui::Destination destination(ui::Destination::Kind kind, const QString& name, const QString& detail)
{
    ui::Destination one;
    one.kind = kind;
    one.name = name;
    one.detail = detail;
    return one;
}

/// A gallery under one of the panels that lie over a page.
std::unique_ptr<QWidget> underOverlay(
    const QString& scene, const ui::Appearance& appearance, const Clock& clock)
{
    auto page = std::make_unique<QWidget>();
    auto* layout = new QHBoxLayout(page.get());
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(new Gallery(scene, appearance, clock, page.get()));
    if (scene == "keys"_L1) {
        auto* keys = new ui::KeyOverview(appearance, page.get());
        QTimer::singleShot(0, keys, &ui::KeyOverview::open);
        return page;
    }
    using Kind = ui::Destination::Kind;
    QList<ui::Destination> all { destination(Kind::Room, u"general"_s, u"The whole house"_s),
        destination(Kind::Room, u"release"_s, u"What ships when, and who says so in the end"_s),
        destination(Kind::Room, u"board"_s, u"Closed doors"_s),
        destination(Kind::Joinable, u"garden"_s, u"Plants of the roof"_s),
        destination(Kind::Command, u"Leave this room"_s, {}) };
    all[1].unread = 4;
    all[1].mentions = 1;
    all[2].isPrivate = true;
    all[2].unread = 1200;
    auto* switcher = new ui::Switcher(appearance, page.get());
    QTimer::singleShot(0, switcher, [switcher, all] {
        switcher->openWith(all);
        switcher->findChild<QLineEdit*>()->setText(u"e"_s);
    });
    return page;
}

} // namespace

int main(int argc, char** argv)
{
    QElapsedTimer timer;
    timer.start();
    QApplication application(argc, argv);
    const QStringList arguments = application.arguments();
    const QString scene = arguments.value(1, u"team"_s);
    const ui::Appearance appearance(application,
        ui::themeChoiceFromText(arguments.value(2, u"light"_s)).value_or(ui::ThemeChoice::System));
    const QStringList size = arguments.value(3, u"1200x760"_s).split(u'x');
    const preview::NoonClock clock;

    std::unique_ptr<QWidget> window;
    if (scene == "start"_L1 || scene == "problem"_L1) {
        auto page = std::make_unique<ui::StartPage>(appearance);
        page->setName(u"bob"_s);
        if (scene == "problem"_L1) {
            page->setServer(u"chat.ofice"_s);
            client::SessionStatus status;
            status.problem = client::SessionProblem::HostNotFound;
            page->showProblem(ui::problemSentence(status, u"chat.ofice"_s));
            page->showProgress(u"Landline keeps trying until it works or you change something."_s);
        }
        window = std::move(page);
    } else if (scene == "switcher"_L1 || scene == "keys"_L1) {
        window = underOverlay(scene, appearance, clock);
    } else {
        window = std::make_unique<Gallery>(scene, appearance, clock);
    }
    window->resize(size.value(0).toInt(), size.value(1).toInt());
    window->show();
    if (arguments.size() > 4) {
        QTimer::singleShot(100, window.get(), [&] {
            window->grab().save(arguments.at(4));
            application.quit();
        });
        QTextStream(stderr) << "shown after " << timer.elapsed() << " ms\n";
    }
    return application.exec();
}
