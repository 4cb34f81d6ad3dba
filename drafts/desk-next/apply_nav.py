import os
os.chdir(os.path.dirname(os.path.abspath(__file__)) + '/../..')
def sub(p, *pairs):
    s=open(p).read()
    for a,b in pairs:
        assert s.count(a)==1, (p, s.count(a), a)
        s=s.replace(a,b)
    open(p,'w').write(s)
# --- switcher and keys
sub('ui/CMakeLists.txt',('        mainwindow.cpp mainwindow.h\n','        keyoverview.cpp keyoverview.h\n        mainwindow.cpp mainwindow.h\n'),
('        look/labels.cpp look/labels.h\n','        look/keycap.cpp look/keycap.h\n        look/labels.cpp look/labels.h\n'),
('        noticebar.cpp noticebar.h\n','        navigation.cpp navigation.h\n        noticebar.cpp noticebar.h\n        overlay.cpp overlay.h\n'),
('        startpage.cpp startpage.h\n','        startpage.cpp startpage.h\n        switcher/destinationdelegate.cpp switcher/destinationdelegate.h\n        switcher/fuzzy.cpp switcher/fuzzy.h\n        switcher/switcher.cpp switcher/switcher.h\n        switcher/switchermodel.cpp switcher/switchermodel.h\n'))
sub('ui/rooms/roompanel.h',('''    /// The room `step` rows below (above where negative) the current one, around the ends; empty where there is none.
    RoomName neighbour(int step) const;
''','''    /// Which rooms a step leads to.
    enum class Among { All, Unread, Mentioning };
    /// The next room below the current one (step 1) or above it (-1), around the ends; empty where there is none.
    RoomName neighbour(int step, Among among = Among::All) const;
'''),('    void focusFilter();\n',''))
s=open('ui/rooms/roompanel.cpp').read()
a=s.index('RoomName RoomPanel::neighbour'); b=s.index('void RoomPanel::openJoinPanel')
s=s[:a]+'''RoomName RoomPanel::neighbour(int step, Among among) const
{
    const int count = m_filtered->rowCount();
    const QModelIndex current = m_list->currentIndex();
    int row = current.isValid() ? current.row() : (step > 0 ? -1 : count);
    for (int i = 0; i < count; ++i) {
        row = ((row + step) % count + count) % count;
        const QModelIndex index = m_filtered->index(row, 0);
        const bool isMeant = among == Among::All
            || (among == Among::Unread && index.data(RoomListModel::UnreadRole).toInt() > 0)
            || (among == Among::Mentioning && index.data(RoomListModel::MentionsRole).toInt() > 0);
        if (isMeant && index != current) {
            return m_rooms.roomAt(m_filtered->mapToSource(index));
        }
    }
    return {};
}

'''+s[b:]
a=s.index('void RoomPanel::focusFilter'); b=s.index('void RoomPanel::choose')
s=s[:a]+s[b:]
s=s.replace('tr("Find a room (Ctrl+K)")','tr("Find a room")')
open('ui/rooms/roompanel.cpp','w').write(s)
sub('ui/chatpage.h',('class MessageWriter;\n','class MessageWriter;\nclass Navigation;\nenum class PageCommand;\n'),
('    void addShortcuts();\n','    void connectNavigation();\n    void obey(PageCommand command);\n'),
('    MessageActions* m_actions;\n','    MessageActions* m_actions;\n    Navigation* m_navigation;\n'))
s=open('ui/chatpage.cpp').read()
a=s.index('void ChatPage::addShortcuts()'); b=s.index('void ChatPage::openRoom')
s=s[:a]+'''void ChatPage::connectNavigation()
{
    connect(m_navigation, &Navigation::roomWanted, this, &ChatPage::openRoom);
    connect(m_navigation, &Navigation::commandWanted, this, &ChatPage::obey);
}

void ChatPage::obey(PageCommand command)
{
    switch (command) {
    case PageCommand::JoinOrCreate:
        m_rooms->openJoinPanel();
        break;
    case PageCommand::ToggleMembers:
        toggleMembers();
        break;
    case PageCommand::ChangeTopic:
        m_conversation->header().editTopic();
        break;
    case PageCommand::LeaveRoom:
        m_session.leave(m_room);
        break;
    case PageCommand::ShowKeys:
        m_navigation->openKeys();
        break;
    }
}

'''+s[b:]
s=s.replace('    addShortcuts();\n','    connectNavigation();\n')
s=s.replace('#include "ui/messagewriter.h"\n','#include "ui/messagewriter.h"\n#include "ui/navigation.h"\n')
s=s.replace('    , m_membersWanted(settings','    , m_navigation(new Navigation(session, *m_rooms, appearance, *this))\n    , m_membersWanted(settings')
s=s.replace('        m_rooms->setCurrent(room);\n','        m_rooms->setCurrent(room);\n        m_navigation->visit(room);\n')
s=s.replace('#include <QShortcut>\n','')
open('ui/chatpage.cpp','w').write(s)
